package io.weir.demo;

import io.weir.dashboards.Queries;
import io.weir.page.Browser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.openqa.selenium.WebDriverException;

/** Pictures of the page: every view and every dashboard, light and dark. */
final class Pictures {
  private static final List<String> VIEWS =
      List.of(
          "#/",
          "#/incidents",
          "#/lines",
          "#/search?q=kubernetes.namespace:data+AND+log.level:error",
          "#/dead-letters",
          "#/ledger");

  private Pictures() {}

  /** All views of the page, by what is after its address. */
  static List<String> views() {
    List<String> views = new ArrayList<>(VIEWS);
    for (String file : Queries.dashboards()) {
      views.add("#/d/weir-" + file.replaceAll(".*/|\\.json$", ""));
    }
    return views;
  }

  /** Writes them as PNG files; says so where there is no browser or it does not show the page. */
  static void take(URI page, Path directory, Consumer<String> progress) {
    try (Browser browser = Browser.find().orElse(null)) {
      if (browser == null) {
        progress.accept("no pictures: " + Browser.whyAbsent());
        return;
      }
      Files.createDirectories(directory);
      browser.open(page, "#/");
      for (String theme : List.of("light", "dark")) {
        browser.theme(theme);
        for (String view : views()) {
          browser.open(page, view);
          browser.showAll();
          browser.picture(directory.resolve(name(view) + "-" + theme + ".png"));
        }
      }
      progress.accept("pictures of the page are in " + directory);
    } catch (IOException e) {
      progress.accept("no pictures: " + directory + " cannot be written");
    } catch (IllegalStateException | WebDriverException e) {
      progress.accept("no pictures: " + e.getMessage());
    }
  }

  private static String name(String view) {
    String name = view.replaceFirst("\\?.*", "").replaceAll("[^a-z]+", "-").replaceAll("^-|-$", "");
    return name.isEmpty() ? "way" : name.replaceFirst("^d-weir-", "dashboard-");
  }
}
