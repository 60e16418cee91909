package io.weir.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moves every time in a recorded record by whole seconds, whatever form it has there, so that it
 * says the same about another day. Fractions and zones stay as they are.
 */
public final class TimeShift implements UnaryOperator<String> {

  /** When the recording begins. */
  public static final Instant RECORDED = Instant.parse("2026-11-23T01:00:00Z");

  /** One way to write a time. */
  private record Form(Pattern pattern, DateTimeFormatter format) {
    Form(String regex, String format) {
      this(Pattern.compile(regex), DateTimeFormatter.ofPattern(format, Locale.ENGLISH));
    }
  }

  private static final List<Form> DATED =
      List.of(
          new Form("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d", "uuuu-MM-dd'T'HH:mm:ss"),
          new Form("20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "uuuu-MM-dd HH:mm:ss"),
          new Form("20\\d\\d/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d", "uuuu/MM/dd HH:mm:ss"),
          new Form("\\d\\d/[A-Z][a-z]{2}/20\\d\\d:\\d\\d:\\d\\d:\\d\\d", "dd/MMM/uuuu:HH:mm:ss"));

  private static final Pattern KLOG = Pattern.compile("(?<=\"[IWEF])\\d{4} \\d\\d:\\d\\d:\\d\\d");
  private static final DateTimeFormatter MONTH_DAY = DateTimeFormatter.ofPattern("MMdd HH:mm:ss");
  private static final Pattern CLOCK = Pattern.compile("\\b\\d\\d:\\d\\d:\\d\\d(?=\\.\\d{9}: )");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final Pattern EPOCH =
      Pattern.compile("(?<![\\d.])179[45]\\d{6}(?=\\.\\d|\\d{9}(?!\\d))");

  private final Duration by;

  /** A shift by whole seconds, into the future or, if negative, the past. */
  public TimeShift(Duration by) {
    this.by = Duration.ofSeconds(by.toSeconds());
  }

  @Override
  public String apply(String record) {
    String shifted = record;
    for (Form form : DATED) {
      shifted =
          replace(
              form.pattern(),
              shifted,
              found ->
                  LocalDateTime.parse(found.group(), form.format()).plus(by).format(form.format()));
    }
    shifted = replace(KLOG, shifted, this::klog);
    shifted =
        replace(CLOCK, shifted, found -> LocalTime.parse(found.group()).plus(by).format(TIME));
    return replace(
        EPOCH, shifted, found -> String.valueOf(Long.parseLong(found.group()) + by.toSeconds()));
  }

  private String klog(MatchResult found) {
    String text = found.group();
    LocalDate day =
        LocalDate.of(
            LocalDate.ofInstant(RECORDED, ZoneOffset.UTC).getYear(),
            Integer.parseInt(text.substring(0, 2)),
            Integer.parseInt(text.substring(2, 4)));
    return day.atTime(LocalTime.parse(text.substring(5))).plus(by).format(MONTH_DAY);
  }

  private static String replace(Pattern pattern, String text, Function<MatchResult, String> by) {
    return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(by.apply(found)));
  }
}
