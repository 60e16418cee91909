package io.weir.enrich.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRedactorTest {
  private final Redactor redactor =
      new Redactor(Policies.standard(), new Pseudonyms("k1", Map.of("k1", new byte[] {1, 2, 3})));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          cfg reload password=hunter2 next=1              | cfg reload password=[password] next=1
          password='it''s' rest                           | password='[password]' rest
          {"password":"a\\"b","x":1}                      | {"password":"[password]","x":1}
          {"message":"{\\"api_key\\":\\"k9\\",\\"x\\":1}"}| {"message":"{\\"api_key\\":\\"[secret]\\",\\"x\\":1}"}
          DB_PASSWORD: s3cr3t                             | DB_PASSWORD: [password]
          pаssword=шhoops                                 | pаssword=[password]
          run --token abc --verbose                       | run --token [secret] --verbose
          ALTER USER a WITH PASSWORD 'n3w' VALID          | ALTER USER a WITH PASSWORD '[password]' VALID
          Authorization: Digest a="b", c=d                | Authorization: [authorization]
          GET /x?token=a&b=2 HTTP/1.1                     | GET /x?token=[secret]&b=2 HTTP/1.1
          Cookie: a=b; c=d                                | Cookie: [cookie]
          sent Bearer abc123.def456 ok                    | sent Bearer [bearer_token] ok
          Basic dXNlcjpwYXNzd29yZA==                      | Basic [basic_credentials]
          at eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln.   | at [jwt].
          key AKIAIOSFODNN7EXAMPLE used                   | key [aws_access_key] used
          postgres://app:Tr0ub4dor&3@db:5432/shop         | postgres://[url_credentials]@db:5432/shop
          http://u:p@ss@host/                             | http://[url_credentials]@host/
          card 4111 1111 1111 1111 ok                     | card [payment_card] ok
          "pan":"5555-5555-5555-4444"                     | "pan":"[payment_card]"
          card=378282246310005;                           | card=[payment_card];
          my card # 503890547220                          | my card # [payment_card]
          postgres://u:pa/ss@h/db                         | postgres://[url_credentials]@h/db
          u:pw1@tcp(db:3306)/x                            | [url_credentials]@tcp(db:3306)/x
          jdbc:oracle:thin:scott/tiger@//h                | jdbc:oracle:thin:[url_credentials]@//h
          curl -u admin:12345 https://x                   | curl -u [basic_credentials] https://x
          curl -u ana:s3cr3tpw https://x                  | curl -u [basic_credentials] https://x
          mysql -u root -psecretpw db                     | mysql -u root -p[password] db
          "args":["--token","abcdef","-v"]                | "args":["--token","[secret]","-v"]
          <db:password type="t">zz</db:password>          | <db:password type="t">[password]</db:password>
          <password><![CDATA[a<b]]></password>            | <password><![CDATA[[password]]]></password>
          "name":"DB_PASSWORD","value":"x2"               | "name":"DB_PASSWORD","value":"[password]"
          <add key="ApiKey" value="x3"/>                  | <add key="ApiKey" value="[secret]"/>
          INSERT INTO u (n, "pwd") VALUES ('a','b''c'),('d', 'e') | INSERT INTO u (n, "pwd") VALUES ('a','[password]'),('d', '[password]')
          the password is hunter2!                        | the password is [password]!
          Key (password)=(x y) exists                     | Key (password)=([password]) exists
          password => 'x', b                              | password => '[password]', b
          {password=a,b;c, user=d}                        | {password=[password], user=d}
          base64 dXNlcjpwYXNzd29yZD1odW50ZXIy ok          | base64 [password] ok
          base64 Z3LDtsOfZT0xIHBhc3N3b3JkPUdlaDNpbSF4eXo= | base64 [password]
          auth dXNlcjpodW50ZXIy ok                        | auth [basic_credentials] ok
          password%3Dhunter2%26x%3D1                      | password%3D[password]%26x%3D1
          &quot;password&quot;:&quot;x&quot;              | &quot;password&quot;:&quot;[password]&quot;
          GET /x?sig=abc%2Bdef&code=42&n=1 HTTP           | GET /x?sig=[secret]&code=[secret]&n=1 HTTP
          key=9f86d081884c7d659a2feaa0c55ad015            | key=[secret]
          Authorization=[Bearer f994ff46952a53], Host     | Authorization=[[authorization]], Host
          otp=482913 "cvv":"123"                          | otp=[password] "cvv":"[payment_card]"
          NHS number 943 476 5919                         | NHS number [uk_nhs]
          FØDSELSNUMMER 01129955062                       | FØDSELSNUMMER [national_id]
          ITIN 912-70-1234, taxpayer 912701234            | ITIN [us_ssn], taxpayer [us_ssn]
          pesel 44051401359, DNI 12345678Z                | pesel [national_id], DNI [national_id]
          RSSMRA85T10A562S and 756.9217.0769.85           | [national_id] and [national_id]
          PASSWORD=${VAULT_PW:-hunter2x}                  | PASSWORD=[password]
          set password = crypt('hunter2x', 1)             | set password = crypt('[password]', 1)
          call +447700 208 815-Fax                        | call phone:k1:213f8a89a6fb8318-Fax
          into u (name, password) values (?, ?) binding parameter (1:V) <- [bob] binding parameter (2:V) <- [S3cret] | into u (name, password) values (?, ?) binding parameter (1:V) <- [bob] binding parameter (2:V) <- [[password]]
          password=hunter2( x                             | password=[password] x
          password=Tr0ub4dor(null) x                      | password=[password]) x
          password=%(My$ecret!9)s                         | password=[password]
          curl -u ":s3cretPw9" https://x                  | curl -u "[basic_credentials]" https://x
          curl --user :s3cretPw9 https://x                | curl --user [basic_credentials] https://x
          C: AUTH PLAIN AGFuYQBaeDlxVHVsaXA= sent         | C: AUTH PLAIN [basic_credentials] sent
          sasl AGFuYQBaeDlxVHVsaXA= sent                  | sasl [basic_credentials] sent
          C: AUTH LOGIN Wng5cVR1bGlw                      | C: AUTH LOGIN [password]
          127.0.0.1:6379> AUTH ana Zx9qTulip              | 127.0.0.1:6379> AUTH ana [password]
          tacacs-server key 7 0822455D0A16                | tacacs-server key 7 [password]
          radius shared secret Zx9qTulip                  | radius shared secret [password]
          snmpwalk -v2c -c Zx9qTulip host                 | snmpwalk -v2c -c [password] host
          call 618 226 1460 2 times                       | call phone:k1:6d876e3df08b28ec 2 times
          id abc8Q~xyzxyzxyzxyzxyzxyzxyzxyzxyzxyzxyz12    | id [azure_key]
          """)
  void hides(String text, String redacted) {
    assertThat(redactor.redact(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ana.lopez@example.com",
        "<ana@example.com>",
        "'o''hara@example.ie'",
        "k.meyer+shop%40example.org",
        "café@exämple.de",
        "ana@xn--mnchen-3ya.de",
        "DE89370400440532013000",
        "GB82 WEST 1234 5698 7654 32"
      })
  void makesAPseudonymWithClassAndKey(String text) {
    assertThat(redactor.redact("x " + text + " y"))
        .matches("(?s)x .?(email|iban):k1:[0-9a-f]{16}.? y");
  }

  @Test
  void oneAddressHasOnePseudonymHoweverItIsWritten() {
    assertThat(redactor.redact("Ana.Lopez@example.com"))
        .isEqualTo(redactor.redact("ana.lopez%40example.com"));
    assertThat(redactor.redact("bob@example.com")).isNotEqualTo(redactor.redact("ana@example.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "512f26ada3c3d634ac3c6b12b7b33cb5",
        "54f56f9a-353f-f142-6ea5-8c8273d73c96",
        "1795396803950880580",
        "ts=1795395600.8980012 n=1",
        "4111111111111112",
        "a4111111111111111b",
        "password authentication failed for user \"postgres\"",
        "max_tokens=100 token_count: 4",
        "https://example.com:8443/a@b",
        "image@sha256:7989201479af44365feed0d5e585ddff60af2c8f2f870d6ceca48f545e2ec334",
        "user@host",
        "I1123 01:00:00.084923       1 proxier.go:236] \"Reloading\" ipFamily=\"IPv4\"",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
        "the bearer certificate is fine, basic validation too",
        "{\"token\":null,\"password\":\"\",\"secret\":{\"n\":1}}",
        "version 10.42.0.9 2026-11-23 01:00:00,100 v1.2.3-rc.4",
        "AKIA is a prefix",
        "key=user:1234:profile primary key is id, code 7, status code=404",
        "password is wrong; password reset; secret santa; token_type=Bearer",
        "docker run -u 1000:1000 -p 80:80 image:v1; ls -p x",
        "12:34:56 20261124Z 2026/11/24 build 123456/7891",
        "GET /static/a%20b.css?v=1.2 \\d+ C:\\temp\\new &amp; 100%",
        "aGVsbG8gd29ybGQgdGhpcyBpcyB0ZXh0 /api/v1/namespaces/default/pods",
        "INSERT INTO t (a, b) VALUES ('x', 'y')",
        "itin 912-49-1234 912-89-1234 was never issued, 912701234 comes to 912-70-1234",
        "mac 02:42:ac:11:00:02 is no time",
        "password = ${DB_PASSWORD}; secret = #{db.secret} and token = %(token)s",
        "api_key = $API_KEY, password is ${db.password}",
        "UPDATE users SET password = crypt($1, gen_salt('bf')), token = md5(?) WHERE id = $2",
        "message 1106496000 1 and text 1117838570 2005",
        "calls 4532015112 830366 work 20261123 4711",
        "redis requirepass is not set, protected-mode yes",
        "token_type=bearer expires_in=3600 scope=read",
        "origin git@github.com:weir/weir.git (fetch)",
        "35=A|554=x|10=110 a|925=3 and 18=FIX|554=x",
        "AAAAB3NzaC1yc2EAAAADAQABAAABAQ AHNzAGEA",
        "password = (known after apply)",
        "password:  16 bytes",
        "xhost -u \":0.0\"; su -u :wheel"
      })
  void leavesLookAlikes(String text) {
    assertThat(redactor.redact(text)).isSameAs(text);
  }

  @Test
  void hidesTheBlockOfAYamlKey() {
    assertThat(redactor.redact("a: 1\npassword: |\n  one\n  two\nnext: 1"))
        .isEqualTo("a: 1\npassword: |\n  [password]\nnext: 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"|", "\u0001", "^", ";"})
  void hidesThePasswordsOfALogonByFix(String separator) {
    String logon = "x 8=FIX.4.4|35=A|553=ana|554=x y|925=z|10=110|\nnext 554=1";
    assertThat(redactor.redact(logon.replace("|", separator)))
        .isEqualTo(
            logon
                .replace("=x y", "=[password]")
                .replace("=z", "=[password]")
                .replace("|", separator));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          8=FIX.4.4~35=A~554=pa;s|s^t~10=110~  ¦ 8=FIX.4.4~35=A~554=[password]~10=110~
          8=FIX.4.4|35=A|925=pa;ss|10=110|     ¦ 8=FIX.4.4|35=A|925=[password]|10=110|
          8=FIX.4.4;35=A;554=pa|ss;10=110;     ¦ 8=FIX.4.4;35=A;554=[password];10=110;
          """)
  void theSignThatEndsTheFirstFieldOfFixEndsAll(String logon, String redacted) {
    assertThat(redactor.redact(logon.replace('~', '\1'))).isEqualTo(redacted.replace('~', '\1'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=482913 bytes=512",
        "otp=482913 bytes_sent=17",
        "password=482913 bytes sent"
      })
  void aNumberBeforeOtherBytesIsHidden(String text) {
    assertThat(redactor.redact(text)).doesNotContain("482913");
  }

  @Test
  void sizesOfASecretStayInEachLine() {
    String text = "Data\npassword:  16 bytes\ntoken:  1024 bytes\nx";
    assertThat(redactor.redact(text)).isEqualTo(text);
  }

  @Test
  void hidesWhatFollowsColours() {
    assertThat(redactor.redact("\u001b[36mpassword\u001b[0m=\u001b[1mhunter2\u001b[0m ok"))
        .doesNotContain("hunter2")
        .endsWith(" ok");
  }

  @Test
  void hidesAKeyBlockWholeOrCut() {
    String begin = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n";
    assertThat(redactor.redact("x\n" + begin + "-----END RSA PRIVATE KEY-----\ny"))
        .isEqualTo("x\n[private_key]\ny");
    assertThat(redactor.redact(begin)).isEqualTo("[private_key]");
  }
}
