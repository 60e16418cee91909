package io.weir.enrich.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.weir.ingest.event.Json;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are known by a word, a column or a place, with no sign between. */
class AdjacentValuesTest {
  private final Redactor redactor =
      new Redactor(Policies.standard(), new Pseudonyms("k1", Map.of("k1", new byte[] {1, 2, 3})));

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '^',
      textBlock =
          """
          [('user', 'ana'), ('db_password', 'tig3r')]         ¦ [('user', 'ana'), ('db_password', '[password]')]
          [["encrypted_password", "tig3r"], ["id", 5]]        ¦ [["encrypted_password", "[password]"], ["id", 5]]
          ["Host", "h", "X-Api-Key", "9f86d081884c7d659a2f"]  ¦ ["Host", "h", "X-Api-Key", "[secret]"]
          db.auth('ana','tig3r')                              ¦ db.auth('ana','[password]')
          | admin_password | tig3r |                          ¦ | admin_password | [password] |
          root_password          60555472                     ¦ root_password          [password]
          + db_password   = "tiger"                           ¦ + db_password   = "[password]"
          ~ api_key = "old1" -> "new1"                        ¦ ~ api_key = "[secret]" -> "[secret]"
          password changed from 'a1' to 'b2'                  ¦ password changed from '[password]' to '[password]'
          New password for ana: Xk29fjw                       ¦ New password for ana: [password]
          logged in with password Xk29fjw                     ¦ logged in with password [password]
          pass -> Xk29fjw                                     ¦ pass -> [password]
          密码：Xk29fjw                                        ¦ 密码：[password]
          <name>db.password</name><value>tiger</value>        ¦ <name>db.password</name><value>[password]</value>
          <property name="dbPassword">tiger</property>        ¦ <property name="dbPassword">[password]</property>
          <AdminPassword><Value>tiger</Value></AdminPassword> ¦ <AdminPassword><Value>[password]</Value></AdminPassword>
          on field 'password': rejected value [tiger]; codes  ¦ on field 'password': rejected value [[password]]; codes
          DB_PASSWORD too short [input_value='tig', x=1]      ¦ DB_PASSWORD too short [input_value='[password]', x=1]
          "field":"password","rejectedValue":"tig"            ¦ "field":"password","rejectedValue":"[password]"
          Uid=sa;PWD={tig;er};                                ¦ Uid=sa;PWD={[password]};
          Uid=sa;PWD={tiger};                                 ¦ Uid=sa;PWD={[password]};
          scott/tiger@db:1521/orcl                            ¦ [url_credentials]@db:1521/orcl
          Authorization = Digest username="a", response="b"   ¦ Authorization = [authorization]
          Authorization: Token  9f8a7b6c5d4e3f2a1b0c          ¦ Authorization: [authorization]
          Session ID: 0E784512E3EB8E31969571498D187DB6        ¦ Session ID: session_id:k1:5
          Invalid token: 9f8a7b6c5d4e3f2a1b0c9d8e             ¦ Invalid token: [secret]
          Server=db;Uid=sa;Pwd=/9xKq2Wz7;Encrypt=yes          ¦ Server=db;Uid=sa;Pwd=[password];Encrypt=yes
          password = public.crypt('hunter2x9', 'salt')        ¦ password = public.crypt('[password]', 'salt')
          PDO->__construct('mysql:host=db', 'ana', 'tiger')    ¦ PDO->__construct('mysql:host=db', 'ana', '[password]')
          auth=HTTPBasicAuth('ana', 'tiger')                  ¦ auth=HTTPBasicAuth('ana', '[password]')
          password = \"""tiger\"""                            ¦ password = \"""[password]\"""
          userPassword:: dGlnZXI=                             ¦ userPassword:: [password]
          olcRootPW: {SSHA}y/skdxYFom                         ¦ olcRootPW: [password]
          ARGS:password' (Value: `tiger' )                    ¦ ARGS:password' (Value: `[password]' )
          PASSWORD elastic = tig3rs                           ¦ PASSWORD elastic = [password]
          OTP for user ana is 591625, valid                   ¦ OTP for user ana is [password], valid
          authPassword tig3rs                                 ¦ authPassword [password]
          Key (email, password)=(x, tiger) already exists     ¦ Key (email, password)=([password]) already exists
          Login(password:tiger)                               ¦ Login(password:[password])
          Invalid token "9f8a7b6c5d4e3f2a1b0c9d8e"            ¦ Invalid token "[secret]"
          params[user][password]=tiger                        ¦ params[user][password]=[password]
          secret=1234                                         ¦ secret=[secret]
          PROXY_PASS=hunter2x9                                ¦ PROXY_PASS=[password]
          proxy_pass=x                                        ¦ proxy_pass=[password]
          "routing_key":"R0ABCDEFGHIJKLMNOPQRSTUVWXYZ0123"    ¦ "routing_key":"[secret]"
          """)
  void hides(String text, String redacted) {
    if (redacted.endsWith("session_id:k1:5")) {
      assertThat(redactor.redact(text)).startsWith("Session ID: session_id:k1:");
    } else {
      assertThat(redactor.redact(text)).isEqualTo(redacted);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '^',
      textBlock =
          """
          curl -sSu ana:tiger https://h     ¦ curl -sSu [basic_credentials] https://h
          curl --user=ana:tiger https://h   ¦ curl --user=[basic_credentials] https://h
          curl -u="ana:my tiger" https://h  ¦ curl -u="[basic_credentials]" https://h
          docker run --user=1000:1000 -u=app ¦ docker run --user=1000:1000 -u=app
          curl -uana:tiger https://h        ¦ curl -u[basic_credentials] https://h
          keytool -list -storepass tig3r    ¦ keytool -list -storepass [password]
          "args": ["mysql", "-ptiger"]      ¦ "args": ["mysql", "-p[password]"]
          smbclient //h/s -U ana%tiger      ¦ smbclient //h/s -U ana%[password]
          az login -u app -p tiger          ¦ az login -u app -p [password]
          redis> AUTH tig3rs                ¦ redis> AUTH [password]
          CONFIG SET requirepass tiger      ¦ CONFIG SET requirepass [password]
          machine h login ana password tig  ¦ machine h login ana password [password]
          rabbitmqctl add_user ana tiger    ¦ rabbitmqctl add_user ana [password]
          net user ana tig3rs /add          ¦ net user ana [password] /add
          htpasswd -b f ana tiger           ¦ htpasswd -b f ana [password]
          "AUTH" "ana" "tiger"              ¦ "AUTH" "ana" "[password]"
          echo 'ana:tiger' | chpasswd       ¦ echo '[password]' | chpasswd
          username a password 7 08E3FD043D  ¦ username a password 7 [password]
          curl -u 'ana:my tiger' https://h  ¦ curl -u '[basic_credentials]' https://h
          impdp ana/tiger@ORCL x=1          ¦ impdp [url_credentials]@ORCL x=1
          ENV DB_PASSWORD tiger             ¦ ENV DB_PASSWORD [password]
          a1 LOGIN ana tig3rs               ¦ a1 LOGIN ana [password]
          """)
  void hidesWhatCommandsAreGiven(String text, String redacted) {
    assertThat(redactor.redact(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '^',
      textBlock =
          """
          CREATE USER a IDENTIFIED WITH sha256_password BY 'x'  ¦ CREATE USER a IDENTIFIED WITH sha256_password BY '[password]'
          ALTER USER a IDENTIFIED BY "tiger"                    ¦ ALTER USER a IDENTIFIED BY "[password]"
          ALTER ROLE a PASSWORD E'tiger'                        ¦ ALTER ROLE a PASSWORD E'[password]'
          ALTER ROLE a PASSWORD $$tiger$$                       ¦ ALTER ROLE a PASSWORD $$[password]$$
          SET PASSWORD FOR a = 'tiger'                          ¦ SET PASSWORD FOR a = '[password]'
          WHERE access_token IN ('x', 'y') AND a IN ('z')       ¦ WHERE access_token IN ('[secret]', '[secret]') AND a IN ('z')
          WHERE token NOT LIKE 'x%'                             ¦ WHERE token NOT LIKE '[secret]'
          Duplicate entry 'k9' for key 'users.api_key'          ¦ Duplicate entry '[secret]' for key 'users.api_key'
          SET password = $1 WHERE id = $2 DETAIL: Parameters: $1 = 'x', $2 = '5' ¦ SET password = $1 WHERE id = $2 DETAIL: Parameters: $1 = '[password]', $2 = '5'
          INSERT INTO u (at, password) VALUES (%s, %s) [parameters: (date(2026, 5, 1), 'x')] ¦ INSERT INTO u (at, password) VALUES (%s, %s) [parameters: (date(2026, 5, 1), '[password]')]
          SET note = 'why?', password = ? [parameters: ('tiger',)] ¦ SET note = 'why?', password = ? [parameters: ('[password]',)]
          SET password = ?, n = 1 [parameters: ('tiger', 7)] ¦ SET password = ?, n = 1 [parameters: ('[password]', [password])]
          INSERT INTO t (password) VALUES ('hunter2             ¦ INSERT INTO t (password) VALUES ('[password]
          INSERT INTO t (id, password) VALUES (1, $$tiger$$)    ¦ INSERT INTO t (id, password) VALUES (1, [password])
          WHERE password <> 'tiger' AND n <> 'z'                ¦ WHERE password <> '[password]' AND n <> 'z'
          WHERE password<>'tiger' AND n<>'z'                    ¦ WHERE password<>'[password]' AND n<>'z'
          WHERE u."password" != 'tiger' AND n != 'z'            ¦ WHERE u."password" != '[password]' AND n != 'z'
          WHERE password IS NOT DISTINCT FROM 'tiger'           ¦ WHERE password IS NOT DISTINCT FROM '[password]'
          read the note from 'cache', n != 'z', x='y'           ¦ read the note from 'cache', n != 'z', x='y'
          WHERE n = $1 AND token IN ($2,$3) -- PARAMETERS: ["z","a1","b2"] ¦ WHERE n = $1 AND token IN ($2,$3) -- PARAMETERS: ["z","[secret]","[secret]"]
          Executing (default): UPDATE u SET `password`=?,`n`=? WHERE `id` = ?; "tiger", "z", 7 ¦ Executing (default): UPDATE u SET `password`=?,`n`=? WHERE `id` = ?; "[password]", "z", 7
          Executing (default): INSERT INTO u (id,n,password) VALUES (DEFAULT,$1,$2); "z","tiger" ¦ Executing (default): INSERT INTO u (id,n,password) VALUES (DEFAULT,$1,$2); "z","[password]"
          Executing (3b1c): SELECT 1 WHERE a = 'b; 1' AND token = $1; "a1" ¦ Executing (3b1c): SELECT 1 WHERE a = 'b; 1' AND token = $1; "[secret]"
          Executing (default): SELECT 1 WHERE n = $1; "z"; 2    ¦ Executing (default): SELECT 1 WHERE n = $1; "z"; 2
          WHERE token IN ('a1', lower('b2'))                    ¦ WHERE token IN ('[secret]', lower('[secret]'))
          [SQL: INSERT INTO u (name, password) VALUES (?, ?)] [parameters: ('ana', 'x')] ¦ [SQL: INSERT INTO u (name, password) VALUES (?, ?)] [parameters: ('ana', '[password]')]
          """)
  void hidesTheLiteralsOfStatements(String text, String redacted) {
    assertThat(redactor.redact(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '^',
      textBlock =
          """
          %B4111111111111111^DOE/ANA^2712101?     ¦ %B[payment_card]^DOE/ANA^2712101?
          2200.6996.8168.9413                     ¦ [payment_card]
          id 6759-4705-3426 ok                    ¦ id [payment_card] ok
          card_4111111111111111_ok                ¦ card_[payment_card]_ok
          passport no: J24753754                  ¦ passport no: [national_id]
          nino=ye036031b                          ¦ nino=[uk_nino]
          https://x.webhook.office.com/webhookb2/a-b@c/IncomingWebhook/d ¦ https://x.webhook.office.com/webhookb2/[vendor_token]
          at 12345678:AAbcdefghijklmnopqrstuvwxyz01234567 ¦ at [vendor_token]
          BEGIN -----BEGIN+RSA+PRIVATE+KEY----- MIIE abc ¦ BEGIN [private_key]
          """)
  void hidesNumbersAndTokensByTheirForm(String text, String redacted) {
    assertThat(redactor.redact(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "('password', 'email')",
        "required: [\"password\", \"username\"]",
        "| password | role |",
        "secrets: 12 synced, api_keys=3",
        "Unexpected token 'export'",
        "this.token = token; password: str",
        "if (password === undefined) return",
        "arn:aws:secretsmanager:eu-west-1:acct:secret:prod/db-AbCdEf",
        "GOOGLE_APPLICATION_CREDENTIALS=/etc/gcp/key.json",
        "key=reports/2026/11/summary.csv",
        "--password=$(cat /run/secrets/db)",
        "proxy_pass: http://upstream",
        "PWD=/app pwd=/home/app",
        "--- PASS: TestRefund (0.02s)",
        "Authorization: Bearer <token>",
        "AUTH failed, PASS rate 3",
        "release 4.18.0.2 and 0.1.2.3-SNAPSHOT",
        "blk_4568377692254637284",
        "passwd(passwd:chauthtok): changed, gdm-password]: gkr-pam: no daemon",
        "failed to list *v1.Secret: secrets is forbidden",
        "password=[PROTECTED] password = (sensitive value), password=•••••, %PASSWORD%",
        "DB_PASSWORD=${DB_PASSWORD:?not set}, password = var.db_password",
        "invalid_token: The access token expired",
        "Enter passphrase for key '/home/ana/.ssh/id_ed25519':",
        "Using --password via the CLI; --password value, -p value; [--password PASSWORD]",
        "mysql -u root -p orders; curl -u $USER:$PASS https://h",
        "PublicKeyToken=cc7b13ffcd2ddd51 XDG_SESSION_ID=71 pass: 12 fail: 0",
        "ADD COLUMN password_reset_token varchar(64)",
        "using RSA key 38f61224d34c24aac2b0a366b4e7c3abe49b2247",
        "old=4800.935999999999 7031 5020 150604 240",
        "callerIP 18.206.93.12 of AwsApiCall",
        "parameters: 3 given, IN ('a') LIKE 'b'",
        "Started user@1000.service, getty@tty1.service, session-1.scope",
        "\"routing_key\":\"orders.created\"",
        "trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span_id=00f067aa0ba902b7"
      })
  void leavesWhatOnlyLooksLikeIt(String text) {
    assertThat(redactor.redact(text)).isSameAs(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '^',
      textBlock =
          """
          {"headers":[["x-api-key","k9abcdefgh"]]}       ¦ {"headers":[["x-api-key","[secret]"]]}
          {"field":"password","rejectedValue":"tig"}     ¦ {"field":"password","rejectedValue":"[password]"}
          {"ssn":536904399,"id":536904399}               ¦ {"ssn":"[us_ssn]","id":536904399}
          {"ssn":"536904399","id":"536904399"}           ¦ {"ssn":"[us_ssn]","id":"536904399"}
          {"loc":["body","password"],"input":"tig"}      ¦ {"loc":["body","password"],"input":"[password]"}
          {"password":["This field may not be blank."]}  ¦ {"password":["This field may not be blank."]}
          {"password":{"type":"string","minLength":8}}   ¦ {"password":{"type":"string","minLength":8}}
          {"password":{"type":"string","value":"tiger"}}  ¦ {"password":{"type":"string","value":"[password]"}}
          {"kty":"oct","k":"zcfoa7TA","alg":"HS256"}     ¦ {"kty":"oct","k":"[private_key]","alg":"HS256"}
          {"a":["-----BEGIN PRIVATE KEY-----","MIIE","-----END PRIVATE KEY-----","b"]} ¦ {"a":["[private_key]","[private_key]","[private_key]","b"]}
          """)
  void hidesWhatItsNeighboursInJsonTell(String json, String redacted)
      throws JsonProcessingException {
    assertThat(redactor.redactJson(Json.MAPPER.readTree(json)).value()).hasToString(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2b$12$U1p0b36GoNWc6WOSM92IWoZKGIww2Sc2SSFwMzvDXBvsCdldpdFFt",
        "$6$iTKxRpah$NBNVxM1S5XpDepd.ysx6UVKxaryQEa48aNdhiIrn1e2SKS1luZZnqwnO",
        "$1$xWrq$0mZ6S0uFn5FYUG0Pp11UyP",
        "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b7dWRWJTmaaJObG"
      })
  void hidesTheHashesOfPasswords(String hash) {
    assertThat(redactor.redact("row (7, " + hash + ", null)"))
        .isEqualTo("row (7, [password], null)");
  }

  /** A detector that continues after a value must not pass over what is before it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"AUTH\" \"%s\" \"tiger1\"",
        "smbclient -U %s%%tiger1 //h",
        "net user %s tiger1",
        "new password for %s is 'tiger1'",
        "name=\"login\"\n\n%s",
        "cc %s-"
      })
  void findsTheAddressNextToAPassword(String template) {
    String address = "ana@example.com";

    assertThat(redactor.redact(String.format(template, address))).doesNotContain(address, "tiger1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=\"this is hunter2x\"",
        "password=\"too many secrets\"",
        "password=$(Tr0ub4dor next (x)",
        "password=$(hunter2)x9",
        "password=${Hunter2}",
        "password=${DB_PASSWORD:-hunter2}",
        "password=${db.password:hunter2}"
      })
  void takesNoPasswordForWhatItBeginsLike(String text) {
    assertThat(redactor.redact(text)).startsWith("password=").contains("[password]");
  }

  @Test
  void hidesWhatIsAloneBelowItsKey() {
    assertThat(redactor.redact("db:\n  password:\n    tig3rs\n  port: 1"))
        .isEqualTo("db:\n  password:\n    [password]\n  port: 1");
  }

  @Test
  void findsAddressesNextToNamesAndPorts() {
    assertThat(
            new Redactor(Policies.load(Path.of("strict")), Pseudonyms.development())
                .redact("host/10.6.8.200 IP 10.0.0.7.47157 > 10.0.0.8.443: Chrome/141.0.0.0"))
        .doesNotContain("10.6.8", "10.0.0.")
        .endsWith("Chrome/141.0.0.0");
  }

  @Test
  void hidesTheRowsOfAPartOfAForm() {
    assertThat(redactor.redact("--x\r\nx: form-data; name=\"password\"\r\n\r\ntiger 1\r\n--x--"))
        .isEqualTo("--x\r\nx: form-data; name=\"password\"\r\n\r\n[password]\r\n--x--");
  }

  @Test
  void anEndlessKeyBlockDoesNotHideTheEndOfTheNext() {
    String lost = "-----BEGIN PRIVATE KEY-----\nMIIE\n";
    String words = "! \"no key\" ".repeat(2_800);
    String whole = "-----BEGIN PRIVATE KEY-----\"MIIE\" + \"abc\"-----END PRIVATE KEY-----";

    assertThat(redactor.redact(lost + words + whole))
        .endsWith("[private_key]")
        .doesNotContain("abc");
  }
}
