package org.opinionloop.local;

/** What is where, and the first thing to try. */
final class Welcome {

  private Welcome() {}

  static void print(Options options, DataDirectory data, String kafka, Console console) {
    Ports ports = options.ports();
    console.progress("ready");
    console.say("");
    for (Service.Which which : Service.Which.values()) {
      console.say(
          "  %-19s http://127.0.0.1:%d   %s", which.title(), which.port(ports), which.does());
    }
    console.say("  %-19s %s", "Kafka", kafka);
    console.say("  %-19s %s", "letters", data.outbox());
    console.say("  %-19s %s", "log", data.log());
    console.say(
        """

        Hand in an opinion:

          curl -s http://127.0.0.1:%d/v1/opinions -H 'Authorization: Bearer local-channel-key' \\
            -H 'Content-Type: application/json' \\
            -d '{"channel":"website","title":"路灯不亮","text":"梧桐里三巷的路灯坏了半个月，晚上看不见路，请派人修一下。"}'

        See how it stands, with the opinionId of the answer:

          curl -s http://127.0.0.1:%d/v1/opinions/OPINION-ID

        Read its letter (the .eml files open in any mail program, too):

          sed '1,/^.\\{0,1\\}$/d' %s/OPINION-ID.acknowledgement.1.eml | tr -d '\\r' | base64 -d

        Ctrl-C stops everything; started again, everything is still there.\
        """,
        ports.intake(), ports.reporting(), data.outbox());
  }
}
