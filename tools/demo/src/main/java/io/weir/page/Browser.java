package io.weir.page;

import io.weir.servers.Binary;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A browser without a window that shows the page, for tests and pictures. */
public final class Browser implements AutoCloseable {
  private static final int WIDTH = 1600;
  private static final int HEIGHT = 1000;

  /** A page that is longer is cut: nobody looks at a longer picture. */
  private static final int MAX_HEIGHT = 6000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long STEP_MILLIS = 100;

  private final ChromeDriver driver;

  /** Also after Ctrl-C the browser is to end. */
  private final Thread ending;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
    ending = new Thread(driver::quit, "end browser");
    Runtime.getRuntime().addShutdownHook(ending);
  }

  /**
   * One that works if there are a Chromium and its driver; {@link #whyAbsent()} says what lacks. An
   * {@link IllegalStateException} says why they do not work together.
   */
  public static Optional<Browser> find() {
    Optional<Path> browser = Binary.CHROMIUM.find();
    Optional<Path> driver = Binary.CHROMEDRIVER.find();
    if (browser.isEmpty() || driver.isEmpty()) {
      return Optional.empty();
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.get().toString());
    // Root has no sandbox, and the only page that is opened is ours.
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--window-size=%d,%d".formatted(WIDTH, HEIGHT));
    LoggingPreferences logging = new LoggingPreferences();
    logging.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logging);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.get().toFile())
            .usingAnyFreePort()
            .withSilent(true)
            .build();
    try {
      return Optional.of(new Browser(new ChromeDriver(service, options)));
    } catch (WebDriverException e) {
      service.stop();
      throw new IllegalStateException("Chromium does not start: " + e.getRawMessage(), e);
    }
  }

  /** One sentence for who goes without: what was looked for. */
  public static String whyAbsent() {
    return Binary.CHROMIUM.find().isEmpty()
        ? Binary.CHROMIUM.whyAbsent()
        : Binary.CHROMEDRIVER.whyAbsent();
  }

  /** Opens a view, such as {@code #/incidents}, and waits until it is there. */
  public void open(URI page, String view) {
    resize(HEIGHT);
    // Another view of the same page would keep what was there, and where the focus was.
    driver.get("about:blank");
    driver.get(page + view);
    await(
        "the view " + view,
        () -> view.equals(script("return document.getElementById('view').dataset.view")));
  }

  /** The size of what is shown; a window has a frame around it. */
  private void resize(int height) {
    long frame = ((Number) script("return outerHeight - innerHeight")).longValue();
    driver.manage().window().setSize(new Dimension(WIDTH, height + (int) frame));
  }

  /** Makes the window as high as the view, so that all of it is drawn, and waits until it is. */
  public void showAll() {
    long height =
        Math.min(
            ((Number) script("return document.documentElement.scrollHeight")).longValue(),
            MAX_HEIGHT);
    resize((int) height);
    await("all panels", () -> find(".panel[data-state='waiting']").isEmpty());
  }

  /** The theme, {@code light} or {@code dark}, for all that is opened from now on. */
  public void theme(String theme) {
    script("localStorage.setItem('theme', arguments[0])", theme);
    driver.navigate().refresh();
  }

  /** What a script of ours returns. */
  public Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** The texts of the elements that a selector of CSS finds. */
  public List<String> find(String selector) {
    // All at one time: the page may draw them anew between two questions.
    List<?> texts =
        (List<?>)
            script(
                "return [...document.querySelectorAll(arguments[0])].map(it => it.textContent)",
                selector);
    return texts.stream().map(String::valueOf).toList();
  }

  /** Presses keys where the focus is. */
  public void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** What the browser complained about since the last time: scripts, policies, missing files. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Writes a picture of the window, as PNG. */
  public void picture(Path file) throws IOException {
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  private interface Condition {
    boolean holds();
  }

  /** Asks the page again and again: what it draws ends with no event that a driver hears. */
  private static void await(String what, Condition condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the browser does not show " + what);
      }
      try {
        Thread.sleep(STEP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  @Override
  public void close() {
    driver.quit();
    try {
      Runtime.getRuntime().removeShutdownHook(ending);
    } catch (IllegalStateException e) {
      // The process ends, and the hook has run or finds nothing to end.
    }
  }
}
