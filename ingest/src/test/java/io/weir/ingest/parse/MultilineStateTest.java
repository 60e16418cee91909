package io.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.parse.line.MultilineState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each text is a stream of lines. A line that begins with {@code >} opens an event, one with {@code
 * |} belongs to it, and one with {@code !} belongs to it and must close it; {@code =} is an event
 * of one line that is closed at once.
 */
class MultilineStateTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        // Formats that never go on.
        """
        ={"msg":"x"}
        =192.0.2.1 - - [23/Nov/2026:01:00:00 +0000] "GET / HTTP/1.1" 200 1
        =I1123 01:04:42.547354       1 a.go:250] "x"
        =time=2026-11-23T01:00:00Z level=error msg=x
        =2026/11/23 01:05:02 [error] 31#32: *4 x
        =2026-11-23 01:00:00,100 - uvicorn.access - INFO - x
        =2026-11-23T01:01:11.652Z  INFO 1 --- [main] c.e.Main : error handled
        =plain text
        =  indented plain text
        =\tSELECT 1
        =
        """,
        // What was cut takes nothing with it that follows.
        """
        >2026-11-23 01:00:00.230 UTC,"a","b",1,"10.0.0.9:1",6.6,3,"SELECT",2026-11-23 00:00:00 UTC,3/42,0,ERROR,42P01,"cut
        >2026-11-23 01:00:01.230 UTC [2051] a@b LOG:  statement: SELECT
        ={"msg":"x"}
        >2026-11-23 01:00:00.230 UTC,"a","b",1,"10.0.0.9:1",6.6,3,"SELECT",2026-11-23 00:00:00 UTC,3/42,0,ERROR,42P01,"cut
        ={"msg":"x"}
        """,
        // What two formats could claim.
        """
        >[2026-11-23T01:00:00+00:00] app.ERROR: [42] Payment failed:  timeout
        |[stacktrace]
        |#0 /app/cart.php(12): take()
        =2026/11/23 01:00:00 main.go:12: [1] listen:  ok
        =\tindented
        =  warn: retry[3]
        =      attempt 4
        """,
        """
        ># Time: 2026-11-23T01:00:00.123456Z
        |# User@Host: shop[shop] @ app-1 [10.42.0.9]  Id:     8
        |# Query_time: 2.000161  Lock_time: 0.000004 Rows_sent: 1  Rows_examined: 7
        ={"msg":"x"}
        ># Time: 2026-11-23T01:00:01.123456Z
        |# User@Host: shop[shop] @ app-1 [10.42.0.9]  Id:     8
        ># Time: 2026-11-23T01:00:02.123456Z
        """,
        """
        >2026-11-23 01:00:00.230 UTC [2051] a@b LOG:  statement: SELECT
        |\t  FROM x
        |\t
        |\t\tWHERE y
        >2026-11-23 01:00:01.230 UTC [2051] a@b ERROR:  x
        |2026-11-23 01:00:01.230 UTC [2051] a@b DETAIL:  y
        |2026-11-23 01:00:01.230 UTC [2051] a@b STATEMENT:  INSERT
        |\tVALUES (1)
        =VALUES (2)
        """,
        """
        >2026-11-23 01:00:00 UTC:10.42.0.9(41234):a@b:[104]:STATEMENT:  SELECT
        |\t  FROM x
        =2026-11-23 01:00:00 UTC:10.42.0.9(41234):a@b:[104]
        =\t  FROM x
        """,
        """
        >2026-11-23T01:01:11.652Z ERROR 1 --- [main] c.e.Main : threw
        |
        |java.lang.IllegalStateException: x
        |\tat a.B.c(B.java:1)
        |\tat a.B.d(B.java:2) ~[a.jar!/:na]
        |\tSuppressed: java.io.IOException: z
        |\t\tat a.B.c(B.java:1)
        |Caused by: java.sql.SQLException: y
        |\t... 23 common frames omitted
        =2026-11-23T01:01:12.652Z  INFO 1 --- [main] c.e.Main : next
        """,
        """
        >[2026-11-23 01:01:11,652] WARN slow (kafka.server.X)
        >[2026-11-23 01:01:11,653] ERROR bad (kafka.server.X)
        |org.apache.kafka.common.errors.TimeoutException
        >[2026-11-23T01:01:11,652][WARN ][o.e.n.Node] x
        |java.io.IOException: y
        |    at a.B.c(B.java:1)
        """,
        """
        >Exception in thread "main" java.lang.Error: x
        |\tat a.B.c(B.java:1)
        =done
        >TypeError: x
        |    at run (/app/main.js:3:1)
        """,
        // From here on the beginning went with another group, or was lost.
        """
        >\tat a.B.c(B.java:1)
        |\tat a.B.c(B.java:1)
        |Caused by: a.X: y
        |\t... 2 more
        """,
        """
        >2026-11-23 01:00:00,100 - app - ERROR - failed
        |Traceback (most recent call last):
        |  File "/app/a.py", line 8, in f
        |    return m[u]
        |           ~^^^
        |KeyError: 'x'
        |
        |During handling of the above exception, another exception occurred:
        |
        |Traceback (most recent call last):
        |  File "/app/a.py", line 9, in f
        |app.errors.Oops: y
        =2026-11-23 01:00:00,100 - app - INFO - next
        """,
        """
        >Traceback (most recent call last):
        |  File "/app/a.py", line 8, in f
        |KeyboardInterrupt
        =INFO: next
        >  File "/app/a.py", line 8, in f
        |    return x
        |ValueError: z
        =two words
        >ERROR:root:failed
        |Traceback (most recent call last):
        """,
        """
        >panic: runtime error: x [recovered]
        |\tpanic: again
        |[signal SIGSEGV: segmentation violation code=0x1 addr=0x18 pc=0x6f2a31]
        |
        |goroutine 4127 [running]:
        |main.(*Renderer).Exec(0x0, {0xc0004b2000, 0x12})
        |\t/src/render.go:88 +0x31
        |panic({0x12, 0x13})
        |\t/usr/local/go/src/runtime/panic.go:770 +0x132
        |created by net/http.(*Server).Serve in goroutine 1
        |\t/usr/local/go/src/net/http/server.go:3360 +0x485
        |
        |goroutine 1 [chan receive, 2 minutes]:
        |main.main()
        |\t/src/main.go:9 +0x1d
        !exit status 2
        ={"msg":"next"}
        """,
        """
        >2026/11/23 01:00:00 http: panic serving 192.0.2.1:80: x
        |goroutine 5 [running]:
        |net/http.(*conn).serve.func1()
        |\t/usr/local/go/src/net/http/server.go:1 +0xb
        =2026/11/23 01:00:01 next
        """,
        """
        >2026-11-23T01:00:00.120+0100\tERROR\tcart\tcart/take.go:31\tempty\t{"sku": "A"}
        |main.take
        |\t/src/cart/take.go:31
        |sigs.k8s.io/controller-runtime/pkg/internal/controller.(*Controller).Start.func2
        |\t/go/pkg/mod/sigs.k8s.io/controller.go:265
        =2026-11-23T01:00:00.121+0100\tINFO\tcart/take.go:33\tnext
        =main.take
        >2026-11-23T01:00:00.122+0100\tWARN\tcart/take.go:33\tlow
        =stopped
        >2026-11-23T01:00:00.122+0100\tWARN\tcart/take.go:33\tlow
        =it is over. main.take
        """,
        """
        >  + Exception Group Traceback (most recent call last):
        |  |   File "/app/a.py", line 1, in <module>
        |  | ExceptionGroup: eg (1 sub-exception)
        |  +-+---------------- 1 ----------------
        |    | ValueError: 1
        |    +------------------------------------
        =after
        >2026-11-23 01:00:00,100 - app - ERROR - failed
        |  + Exception Group Traceback (most recent call last):
        |  | ExceptionGroup: eg (1 sub-exception)
        =| a | table |
        """,
        """
        >{
        |  "msg": "low",
        |  "left": {
        |    "A": 1
        |  }
        !}
        ={"msg":"next"}
        >{
        |\t"msg": "cut"
        =next
        ={ }
        """,
        """
        >Nov 23, 2026 1:00:00 AM org.shop.Cart take
        !INFO: ready
        >Nov 23, 2026 1:00:00 PM org.shop.Cart take
        |SEVERE: empty
        |org.shop.NoStockException: A
        |\tat org.shop.Cart.take(Cart.java:31)
        >Nov 23, 2026 1:00:00 AM org.shop.Cart take
        =something else
        =Nov 23 01:00:00 node-1 sshd[1]: x
        >ERROR [2026-11-23 01:00:00,120] org.shop.Cart: empty
        |org.shop.NoStockException: A
        >WARN  [2026-11-23 01:00:00,120] org.shop.Cart: low
        =INFO  [2026-11-23 01:00:00,120] org.shop.Cart: ready
        >23-Nov-2026 01:00:00.120 SEVERE [main] org.shop.Cart.take threw
        |\torg.shop.NoStockException: A
        |\t\tat org.shop.Cart.take(Cart.java:31)
        =\torg.shop.NoStockException: A
        >2026-11-23 01:00:00.120 | ERROR    | shop.cart:take:31 - empty
        |Traceback (most recent call last):
        |  File "/app/cart.py", line 31, in take
        |KeyError: 'A'
        """,
        """
        >2026-11-23T01:01:11.652Z ERROR 1 --- [main] c.e.Main : threw
        |
        |org.postgresql.util.PSQLException: ERROR: null value in column "sku"
        |  Detail: Failing row contains (1, null).
        |  Where: SQL function "take"
        |\tat a.B.c(B.java:1)
        |Caused by: com.mysql.cj.exceptions.CJException: Communications link failure
        |
        |The last packet sent to the server was 3 milliseconds ago.
        |\tat a.B.c(B.java:1)
        |Caused by: a.InvalidException: found violations:[
        |\tViolation{sku is empty}
        |]
        |\tat a.B.c(B.java:1)
        =  indented plain text
        >java.lang.IllegalStateException: x
        |
        =next
        >TypeError: x
        |    at run (/app/main.js:3:1) {
        |  code: 'EMPTY',
        !}
        """,
        """
        >ERROR:app:failed
        |Traceback (most recent call last):
        |  File "/app/a.py", line 8, in f
        |psycopg2.errors.UndefinedColumn: column "sku" does not exist
        |LINE 1: select sku from cart
        |               ^
        |HINT:  Perhaps you meant "skus".
        |
        |[SQL: select sku
        |FROM cart]
        |[parameters: {'a': 1}]
        |(Background on this error at: https://sqlalche.me/e/20/x)
        =INFO:app:next
        >Traceback (most recent call last):
        |  File "/app/a.py", line 8, in f
        |psycopg2.errors.UndefinedColumn: column "sku" does not exist
        |[SQL: cut
        =2026-11-23 01:00:00,100 - app - INFO - next
        """,
        """
        >{"type": "server", "message": "shard failed",\s
        |"stacktrace": ["org.shop.ShardException: x",
        |"at org.shop.Shard.open(Shard.java:3)",
        !"at org.shop.Node.start(Node.java:3)"] }
        ={"type": "server", "message": "x"  }
        >{"msg": "cut",
        ={"msg": "next"}
        """,
        """
        >[23-Nov-2026 01:00:00 UTC] PHP Fatal error:  Uncaught Exception: empty in /app/cart.php:3
        |Stack trace:
        |#0 /app/shop.php(5): take()
        |#1 {main}
        |  thrown in /app/cart.php on line 3
        >[23-Nov-2026 01:00:00 Europe/Berlin] PHP Warning:  low in /app/cart.php on line 3
        >[2026-11-23 01:00:00] shop.ERROR: empty {"exception":"[object] (Shop\\\\Empty(code: 0): A at /app/cart.php:3)
        |[stacktrace]
        |#0 /app/shop.php(5): take()
        !"}\s
        =[23-Nov-2026 01:00:00] NOTICE: ready
        =#1 of the shops
        """,
        """
        >2026.11.23 01:00:00.123456 [ 7 ] {} <Error> x: Code: 60. DB::Exception: no, Stack trace (when copying this):
        |
        |0. DB::Exception::Exception(int) @ 0x0c61 in /usr/bin/clickhouse
        =2026.11.23 01:00:00.123456 [ 7 ] {} <Debug> x: y
        >/app/cart.rb:3:in `take': no such sku (KeyError)
        |\tfrom /app/shop.rb:7:in `<main>'
        =next
        """,
        """
        >F1123 01:04:42.547354       1 main.go:9] no stock
        |goroutine 1 [running]:
        |main.take(0x1)
        |\t/src/cart.go:12 +0x31
        >E1123 01:04:42.547354       1 a.go:250] "x"
        =I1123 01:04:42.547354       1 a.go:250] "y"
        >Internal Server Error: /cart/
        |Traceback (most recent call last):
        |  File "/app/a.py", line 8, in f
        |KeyError: 'x'
        =Internal Server Error
        """,
        """
        >warn: Shop.Cart[7]
        |      nearly full
        >2026-11-23T01:00:00.1Z fail: Shop.Pay[0]
        |      not taken
        |      Shop.Pay.RefusedException (0x80004005): card
        |       ---> System.TimeoutException: slow
        |         at Shop.Pay.Ask(Int32 id)
        |         --- End of inner exception stack trace ---
        >info: Shop.Pay[0]
        =     five blanks
        =info: Shop.Pay[0] on one line
        =warning: Shop.Pay[0]
        """,
        """
        >[01:00:00 ERR] not taken
        |Shop.Pay.RefusedException: card
        | ---> System.TimeoutException: slow
        |   at Shop.Pay.Ask(Int32 id)
        |   --- End of inner exception stack trace ---
        |   at Shop.Pay.Take(Int32 id)
        |--- End of stack trace from previous location ---
        |   at Shop.Program.Main()
        =[01:00:01 INF] taken
        =[01:00:01 clock
        >2026-11-23 01:00:00.1234|ERROR|Shop.Pay|not taken
        |System.TimeoutException: slow
        >Unhandled exception. System.TimeoutException: slow
        |   at Shop.Pay.Ask(Int32 id)
        """,
        """
        >-----BEGIN RSA PRIVATE KEY-----
        |Proc-Type: 4,ENCRYPTED
        |DEK-Info: AES-256-CBC,00
        |
        |bm90LWEtcmVhbC1rZXk=
        !-----END RSA PRIVATE KEY-----
        >key: -----BEGIN PRIVATE KEY-----
        |  bm90LWEtcmVhbC1rZXk=
        =not base64, so the key was cut
        =-----BEGIN PUBLIC KEY----- AAAA -----END PUBLIC KEY-----
        """,
      })
  void joinsWhatBelongsTogetherAndNothingElse(String marked) {
    List<String> expected = marked.lines().toList();

    assertThat(marked(expected.stream().map(line -> line.substring(1)).toList()))
        .isEqualTo(expected);
  }

  private static List<String> marked(List<String> lines) {
    List<String> marked = new ArrayList<>();
    MultilineState state = MultilineState.CLOSED;
    for (String line : lines) {
      MultilineState joined = state.accept(line);
      state = joined == null ? MultilineStart.of(line) : joined;
      marked.add(mark(joined, state) + line);
    }
    return marked;
  }

  private static String mark(MultilineState joined, MultilineState state) {
    boolean closed = state == MultilineState.CLOSED;
    if (joined == null) {
      return closed ? "=" : ">";
    }
    return closed ? "!" : "|";
  }
}
