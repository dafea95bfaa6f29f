package org.opinionloop.reply.letter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.Outcome;
import org.opinionloop.contracts.Validity;

/** What the office has to tell. */
public sealed interface Letter {

  /** How it is worded. */
  Form form();

  /** What it is for. */
  default LetterKind kind() {
    return form().kind();
  }

  /** 受理告知: we have it, this unit answers, by this day. */
  record Acknowledgement(Promise promise) implements Letter {
    @Override
    public Form form() {
      return Form.ACKNOWLEDGEMENT;
    }
  }

  /** 不予受理告知: there is nothing in it that we could handle. */
  record NotAccepted(Validity reason) implements Letter {
    /** Checks that there is a reason. */
    public NotAccepted {
      if (reason.isValid()) {
        throw new IllegalArgumentException("reason: VALID (expected: why it is not accepted)");
      }
    }

    @Override
    public Form form() {
      return Form.NOT_ACCEPTED;
    }
  }

  /**
   * 不予受理告知, by an officer.
   *
   * @param reason a code of the taxonomy's rejections
   */
  record Rejected(String reason) implements Letter {
    @Override
    public Form form() {
      return Form.NOT_ACCEPTED;
    }
  }

  /** 延期告知: it takes longer than promised, for this reason. */
  record Extension(String reason, LocalDate previousAnswerBy, Promise promise) implements Letter {
    @Override
    public Form form() {
      return Form.EXTENSION;
    }
  }

  /**
   * 答复: what was done.
   *
   * @param text the officer's words
   * @param measures 措施, one entry each; may be none
   */
  record Answer(Outcome outcome, String text, List<String> measures) implements Letter {
    /** Copies the list. */
    public Answer {
      measures = List.copyOf(measures);
    }

    @Override
    public Form form() {
      return Form.ANSWER;
    }
  }

  /** 重办告知: you were not satisfied, we look again. */
  record SecondHandling(Instant ratedAt, Promise promise) implements Letter {
    @Override
    public Form form() {
      return Form.SECOND_HANDLING;
    }
  }

  /** 归并告知: you wrote this before, and both are handled under the earlier number. */
  record Merged(OpinionId earlier) implements Letter {
    @Override
    public Form form() {
      return Form.MERGED;
    }
  }

  /** 督办告知: you were not satisfied once more, and the office itself takes the case over. */
  record Escalation(Instant ratedAt) implements Letter {
    @Override
    public Form form() {
      return Form.ESCALATION;
    }
  }
}
