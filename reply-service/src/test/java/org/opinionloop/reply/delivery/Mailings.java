package org.opinionloop.reply.delivery;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.LetterId;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.SealedContact;
import org.opinionloop.contracts.contact.Contact;
import org.opinionloop.reply.ReplyFixtures;

/** Letters on their way. */
final class Mailings {

  static final String BODY = "尊敬的市民：\n\n　　您好！𠮷野家门口的路灯 🚦 已修复。\n";

  private Mailings() {}

  static LetterIssued letter(int n, @Nullable SealedContact contact) {
    return letter(n, LetterKind.ACKNOWLEDGEMENT, contact, null);
  }

  static LetterIssued letter(
      int n, LetterKind kind, @Nullable SealedContact contact, @Nullable String suppressed) {
    return new LetterIssued(
        ReplyFixtures.opinion(n),
        LetterId.of(ReplyFixtures.opinion(n), kind, 1),
        kind,
        "受理告知：您的意见已受理 𠮷🚦（受理编号 " + ReplyFixtures.opinion(n) + "）",
        BODY,
        "zh-Hans",
        LocalDate.of(2026, 1, 14),
        null,
        "acknowledgement/zh-Hans/1",
        suppressed,
        contact,
        ReplyFixtures.RECEIVED,
        ReplyFixtures.RECEIVED.plusSeconds(1));
  }

  static Mailing to(int n, Contact contact) {
    return new Mailing(letter(n, null), contact, BODY);
  }

  static Contact email(String address) {
    return new Contact("赵𠮷祥", address, null, null);
  }

  static Contact webhook(String url) {
    return new Contact(null, null, null, url);
  }
}
