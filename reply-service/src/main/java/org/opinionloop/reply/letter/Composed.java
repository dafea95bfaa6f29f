package org.opinionloop.reply.letter;

import org.opinionloop.contracts.LetterKind;

/**
 * A letter as it reads, to nobody by name.
 *
 * @param language in which it is written, BCP 47
 * @param templateVersion which wording, as {@code acknowledgement/zh-Hans/1}
 */
public record Composed(
    LetterKind kind, String subject, String body, String language, String templateVersion) {}
