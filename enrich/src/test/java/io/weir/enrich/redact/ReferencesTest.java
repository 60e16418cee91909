package io.weir.enrich.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What says where a secret is read from stays readable; a secret that is written there does not.
 */
class ReferencesTest {
  private final Redactor redactor = new Redactor(Policies.standard(), Pseudonyms.development());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#{ENV['DB_PASSWORD']}",
        "#{ENV[\"DB_PASSWORD\"]}",
        "#{ENV.fetch('DB_PASSWORD')}",
        "#{db.password}",
        "#{systemProperties['db.password']}",
        "#{@password}",
        "${DB_PASSWORD}",
        "${db.password}",
        "${dbPassword}",
        "${env:DB_PASSWORD}",
        "${sys:db.password}",
        "${file:/run/secrets/db}",
        "${ssm:/prod/db/password}",
        "${DB_PASSWORD:-}",
        "${DB_PASSWORD:-${PGPASSWORD}}",
        "${DB_PASSWORD:?not set}",
        "${{ secrets.DB_PASSWORD }}",
        "${var.db_password}",
        "{{ .Values.db.password }}",
        "{{ .Values.db.password | quote }}",
        "{{ vault_db_password }}",
        "{{password}}",
        "{{ lookup('env', 'DB_PASSWORD') }}",
        "{{- .Values.password -}}",
        "{{ include \"app.password\" . }}",
        "{{ .Values.password | default .Values.global.password }}",
        "<%= ENV['DB_PASSWORD'] %>",
        "<%= @password %>",
        "$(DB_PASSWORD)",
        "$(cat /run/secrets/db)",
        "$(openssl rand -hex 16)",
        "%DB_PASSWORD%",
        "%X%",
        "%{TOKEN}",
        "%{hiera('db::password')}",
        "$env:DB_PASSWORD",
        "$ENV{DB_PASSWORD}",
        "$_ENV['DB_PASSWORD']",
        "process.env.DB_PASSWORD",
        "process.env[\"DB_PASSWORD\"]",
        "import.meta.env.VITE_PASSWORD",
        "Deno.env.get(\"DB_PASSWORD\")",
        "os.environ[\"DB_PASSWORD\"]",
        "os.environ.get('DB_PASSWORD')",
        "os.environ.get('DB_PASSWORD', '')",
        "os.getenv(\"DB_PASSWORD\")",
        "os.Getenv(\"DB_PASSWORD\")",
        "getenv('DB_PASSWORD')",
        "env('DB_PASSWORD')",
        "System.getenv(\"DB_PASSWORD\")",
        "Environment.GetEnvironmentVariable(\"DB_PASSWORD\")",
        "std::env::var(\"DB_PASSWORD\")",
        "ENV['DB_PASSWORD']",
        "var.db_password",
        "random_password.db.result",
        "data.vault_generic_secret.db.data[\"password\"]",
        "module.db[0].password",
        "config.get(\"db.password\")",
        "params[:password]",
        "env!(\"DB_PASSWORD\")",
        "config('db.password')",
        "Rails.application.credentials.db(:password)",
        "std::getenv(\"DB_PASSWORD\")",
        "${vault:db/password}",
        "${secret:DB_PASSWORD}",
        "{{ index .Values \"db\" \"password\" }}",
        "{{ env \"DB_PASSWORD\" | quote }}",
      })
  void aReferenceStaysAsItIs(String reference) {
    for (String text :
        List.of(
            "secret=" + reference,
            "password: " + reference,
            "password = " + reference + ";",
            "x DB_PASSWORD=" + reference + " y=1")) {
      assertThat(redactor.redact(text)).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#{hunter2",
        "#{hunter2}",
        "#{\"hunter2\"}",
        "#{ENV['X'] || 'hunter2'}",
        "#{ENV.fetch('X', 'hunter2')}",
        "${X:-hunter2}",
        "${X-hunter2}",
        "${X:=hunter2}",
        "${X:+hunter2}",
        "${X:-my hunter2}",
        "${X:-'my hunter2'}",
        "${env:X:-hunter2}",
        "${db.password:hunter2}",
        "${X:-${Y:-hunter2}}",
        "${X}hunter2",
        "{{ .Values.x | default \"hunter2\" }}",
        "{{ x | default('hunter2') }}",
        "{{ x or 'hunter2' }}",
        "{{ \"hunter2\" }}",
        "{{hunter2}}",
        "<%= ENV['X'] || 'hunter2' %>",
        "<%= \"hunter2\" %>",
        "$(echo hunter2)",
        "$(echo 'my hunter2')",
        "$(printf hunter2 | base64)",
        "%{hunter2}",
        "process.env.X || 'hunter2'",
        "process.env.X ?? \"hunter2\"",
        "os.environ.get('X', 'hunter2')",
        "os.environ.get('X') or 'hunter2'",
        "os.getenv(\"X\", \"hunter2\")",
        "getenv('X') ?: 'hunter2'",
        "env('X', 'hunter2')",
        "config.get(\"x\", \"hunter2\")",
        "ENV['X'] || 'hunter2'",
        "var.hunter2",
        "process.env.X||'hunter2'",
        "process.env.X??'hunter2'",
        "process.env.X && 'hunter2'",
        "process.env.X || '' || 'hunter2'",
        "process.env.X || process.env.Y || 'hunter2'",
        "os.environ.get('X') or os.environ.get('Y') or 'hunter2'",
        "process.env.X && password=hunter2",
      })
  void aValueThatIsWrittenIntoOneIsHidden(String value) {
    for (String text :
        List.of(
            "secret=" + value,
            "password: " + value,
            "password = " + value + ";",
            "DB_PASSWORD=\"" + value.replace("\"", "\\\"") + "\" y")) {
      assertThat(redactor.redact(text)).doesNotContain("hunter2");
    }
  }

  /** A password without digits looks like a name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "System!letmein",
        "Config!letmein",
        "config!letmein",
        "Data.letmein",
        "Config.letmein",
        "Data::letmein",
        "System.letmein",
        "Rails.letmein",
        "Secrets!letmein",
        "ENV::letmein",
        "std::string(\"letmein\")",
        "Secret(\"letmein\")",
        "secret('letmein')",
        "credentials('letmein')",
        "credentials.letmein",
        "config.encode(\"letmein\")",
        "self.hash('letmein')",
        "vars.set('letmein')",
        "os.environ.setdefault('letmein')",
        "os.environ.get('X').orElse('letmein')",
        "${secret:letmein}",
        "${secrets:letmein}",
        "${vault:letmein}",
        "${file:letmein}",
        "${ssm:letmein}",
        "process.env.X||'letmein'",
        "{{ \"letmein\" | quote }}",
        "{{ quote \"letmein\" }}",
        "{{ upper('letmein') }}",
        "{{ include \"x\" . | default \"letmein\" }}",
        "{{ include \"x\" . | replace \"letmein\" }}",
      })
  void aWordThatIsWrittenIntoOneIsHidden(String value) {
    for (String text :
        List.of("secret=" + value, "password: " + value, "password = " + value + ";")) {
      assertThat(redactor.redact(text)).doesNotContain("letmein");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System!2024",
        "Config!2024",
        "Data.Center",
        "Config.Center",
        "Secrets!1",
        "Import.2024",
        "config.2024",
        "system.2024",
        "Settings.Main",
        "Environment.Prod",
        "self::2024",
        "vars->2024",
        "#{482913}",
        "{{482913}}",
      })
  void aPasswordThatLooksLikeASourceIsHidden(String value) {
    for (String text :
        List.of(
            "password=" + value,
            "password: " + value,
            "password = \"" + value + '"',
            "{\"password\":\"" + value + "\"}",
            "https://a.example/?password=" + value.replaceAll("[#{}]", ""))) {
      assertThat(redactor.redact(text)).doesNotContain(value.replaceAll("[#{}]", ""));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '^',
      textBlock =
          """
          password = env('X', 'hunter') # x     ¦ password = env('X', '[password]') # x
          secret=#{ENV.fetch('X', 'hunter2')};  ¦ secret=#{ENV.fetch('X', '[secret]')};
          password: {{ x | default "hunter" }}  ¦ password: {{ x | default "[password]" }}
          secret=process.env.X || 'hunter', y   ¦ secret=process.env.X || '[secret]', y
          {"msg":"secret=#{hunter2","a":"b"}    ¦ {"msg":"secret=[secret]","a":"b"}
          secret=${X:-my hunter2} y             ¦ secret=[secret] y
          """)
  void whatIsAroundAValueStays(String text, String redacted) {
    assertThat(redactor.redact(text)).isEqualTo(redacted);
  }
}
