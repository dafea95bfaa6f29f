package org.opinionloop.reply;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Envelope;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.Outcome;
import org.opinionloop.contracts.Priority;
import org.opinionloop.contracts.Resolved;
import org.opinionloop.contracts.SealedContact;
import org.opinionloop.contracts.Validity;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.contracts.taxonomy.Names;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.taxonomy.TaxonomyFile;
import org.opinionloop.reply.correspondence.Correspondence;
import org.opinionloop.reply.correspondence.SecondHandling;
import org.opinionloop.reply.letter.LetterComposer;
import org.opinionloop.reply.letter.Letterhead;
import org.opinionloop.reply.letter.Promises;
import org.opinionloop.reply.letter.Stationery;

/** An office, and what happens to the opinions it gets. */
public final class ReplyFixtures {

  /** A Monday afternoon in the office's time zone. */
  public static final Instant RECEIVED = Instant.parse("2026-01-05T08:30:00Z");

  private ReplyFixtures() {}

  /** The n-th opinion. */
  public static OpinionId opinion(int n) {
    return OpinionId.of(ByteBuffer.allocate(10).putInt(6, n).array());
  }

  /** The office of the letters. */
  public static Letterhead letterhead() {
    return new Letterhead(
        new Names(
            Map.of(
                "zh-Hans", "云川市市民意见办理中心",
                "zh-Hant", "雲川市市民意見辦理中心",
                "en", "Yunchuan Office for Public Opinion")),
        "0000-8800-1000",
        new Names(
            Map.of(
                "zh-Hans", "工作日 9:00至17:00",
                "zh-Hant", "工作日 9:00至17:00",
                "en", "9:00 to 17:00 on working days")),
        new Names(
            Map.of(
                "zh-Hans", "云川市政务服务中心一楼",
                "zh-Hant", "雲川市政務服務中心一樓",
                "en", "City Service Centre, ground floor")),
        Map.of(
            "website",
            new Names(Map.of("zh-Hans", "市政府网站", "zh-Hant", "市政府網站", "en", "the city website"))),
        "https://opinions.example/v1/opinions/{id}",
        "https://opinions.example/v1/opinions/{id}/rating");
  }

  /** The taxonomy that comes with the services. */
  public static Taxonomy taxonomy() {
    try (InputStream yaml = ReplyFixtures.class.getResourceAsStream("/taxonomy.yml")) {
      if (yaml == null) {
        throw new IllegalStateException("no taxonomy.yml");
      }
      return TaxonomyFile.read(yaml, "taxonomy.yml");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Limits as in the service's YAML. */
  public static Promises promises() {
    Map<Kind, Integer> days = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      days.put(
          kind,
          switch (kind) {
            case CONSULTATION -> 5;
            case HELP, COMPLAINT, REPORT -> 7;
            case SUGGESTION, PRAISE -> 15;
          });
    }
    return new Promises(WorkingTime.standard(), days, Map.of(), 5);
  }

  /** Letters on the bundled stationery. */
  public static LetterComposer composer() {
    return new LetterComposer(
        Stationery.bundled(), letterhead(), taxonomy(), WorkingTime.standard());
  }

  /** An office that reopens a case once. */
  public static Correspondence correspondence() {
    return new Correspondence(composer(), promises(), new SecondHandling(1, Duration.ofHours(24)));
  }

  /** A valid complaint in simplified Chinese, recorded when it was received. */
  public static OpinionClassified classified(OpinionId id) {
    return classified(id, Validity.VALID, envelope("zh-Hans", false, true, null));
  }

  /** With this validity and envelope. */
  public static OpinionClassified classified(OpinionId id, Validity validity, Envelope envelope) {
    return new OpinionClassified(
        id,
        validity,
        "SERVICE",
        null,
        "TRANSPORT",
        Kind.COMPLAINT,
        "TRANSPORT",
        Priority.NORMAL,
        Map.of(),
        Map.of(),
        "test",
        false,
        envelope,
        null,
        RECEIVED.plusMillis(80));
  }

  /** From the website, received on a Monday afternoon. */
  public static Envelope envelope(
      String language, boolean imported, boolean letters, @Nullable SealedContact contact) {
    return new Envelope(
        "website",
        "18路公交车晚高峰经常甩站",
        language,
        null,
        RECEIVED,
        RECEIVED.plusMillis(10),
        imported,
        letters,
        contact,
        null);
  }

  /** An answer so many hours after the opinion was received. */
  public static OpinionAnswered answered(OpinionId id, int hours, String text) {
    Instant at = RECEIVED.plusSeconds(hours * 3600L);
    return new OpinionAnswered(
        id, Outcome.RESOLVED, text, List.of("增开晚高峰区间车"), "TRANSPORT", "key", at, at);
  }

  /** A rating so many hours after the opinion was received. */
  public static OpinionRated rated(OpinionId id, int hours, int level) {
    Instant at = RECEIVED.plusSeconds(hours * 3600L);
    return new OpinionRated(id, level, Resolved.NO, null, false, true, null, at, at);
  }
}
