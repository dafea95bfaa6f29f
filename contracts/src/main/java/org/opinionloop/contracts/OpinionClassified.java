package org.opinionloop.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an opinion is about and who has to answer it; topic {@link Topics#OPINIONS_CLASSIFIED}.
 *
 * @param theme 主题, a code of the taxonomy, as {@code SERVICE}
 * @param topic 子主题, a code within the theme, if one was recognised
 * @param field the field of government, a code of the taxonomy, as {@code TRANSPORT}
 * @param unit 承办单位, the code of the responsible unit
 * @param confidence by axis ({@code theme}, {@code field}, {@code kind}): the calibrated
 *     probability of the label, [0, 1]
 * @param reasons by axis: the spans of text that weighed most, heaviest first; under {@link #TOPIC}
 *     the taxonomy's words by which the topic was known
 * @param modelVersion which model spoke
 * @param needsReview whether a person should look before relying on the labels
 * @param fingerprint by which others about the same issue are found; absent if there is nothing to
 *     handle
 */
public record OpinionClassified(
    OpinionId opinionId,
    Validity validity,
    String theme,
    @Nullable String topic,
    String field,
    Kind kind,
    String unit,
    Priority priority,
    Map<String, Double> confidence,
    Map<String, List<String>> reasons,
    String modelVersion,
    boolean needsReview,
    Envelope envelope,
    @Nullable Fingerprint fingerprint,
    Instant recordedAt)
    implements Event {

  /** The axis of the topic in {@link #reasons()}. */
  public static final String TOPIC = "topic";

  /** Checks that what is required is there, and copies the maps. */
  public OpinionClassified {
    Texts.required("opinionId", opinionId);
    Texts.required("validity", validity);
    Texts.label("theme", theme);
    Texts.labelIfAny("topic", topic);
    Texts.label("field", field);
    Texts.required("kind", kind);
    Texts.label("unit", unit);
    Texts.required("priority", priority);
    Texts.required("modelVersion", modelVersion);
    Texts.required("envelope", envelope);
    confidence = confidence == null ? Map.of() : Map.copyOf(confidence);
    if (confidence.values().stream().anyMatch(value -> !(value >= 0 && value <= 1))) {
      throw new FieldException("confidence", "out of range", "0 to 1 each");
    }
    reasons = reasons == null ? Map.of() : copy(reasons);
    recordedAt = Texts.millis("recordedAt", recordedAt);
  }

  private static Map<String, List<String>> copy(Map<String, List<String>> reasons) {
    return reasons.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
  }
}
