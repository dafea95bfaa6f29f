package org.opinionloop.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

  @TempDir private Path folder;

  @Test
  void saysWhichRowsCameOutDifferentlyByTheirPlaceInAllFiles() throws IOException {
    Path one = folder.resolve("one.csv");
    Files.writeString(one, "id,text,field\nunlabelled,路灯,\n\"1, \"\"a\"\"\",公交车甩站，司机骂人,HEALTH\n");
    Path two = folder.resolve("two.csv");
    Files.writeString(two, "id,text,field\n2,医院挂号难，医生态度差,TRANSPORT\n");
    Path differences = folder.resolve("differences.csv");

    CommandsTest.run(
        new EvaluateCommand(),
        "--axis=field",
        "--data=" + one + "," + two,
        "--disagreements=" + differences,
        "--json");

    assertThat(Files.readString(differences))
        .matches(
            "id,row,label,predicted,confidence\n"
                + "\"1, \"\"a\"\"\",2,HEALTH,[A-Z_]+,[01]\\.\\d{4}\n"
                + "2,3,TRANSPORT,HEALTH,[01]\\.\\d{4}\n");
  }
}
