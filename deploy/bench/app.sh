# Sourced by the scripts beside it: builds what is missing or older than its sources, unpacks the four services and the bench,
# which then start quicker than jars of jars, and sets root, java and app ($app/<name>/<name>-exec.jar).
# shellcheck shell=bash

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
app=$root/deploy/bench/target/app

fail() {
  echo "$*" >&2
  exit 1
}

java=${JAVA_HOME:+$JAVA_HOME/bin/java}
java=${java:-$(command -v java)} || fail "no Java here: install a JDK 17 or newer, or set JAVA_HOME"

is_older_than_its_sources() {
  # A jar's content is reproducible down to its date, so its age is that of its inode.
  [[ ! -e $1 ]] || [[ -n $(cd "$root" && find pom.xml {contracts,service-kit,*-service,deploy/local,deploy/bench}/{pom.xml,src/main} \
    deploy/local/local*.yml deploy/topics -type f -newermc "$1" -print -quit) ]]
}

unpack() {
  local jar=$1 name
  name=$(basename "$jar" -exec.jar)
  if [[ ! -e $app/$name/extracted || -n $(find "$jar" -newercm "$app/$name/extracted") ]]; then
    rm -rf "${app:?}/$name"
    "$java" -Djarmode=tools -jar "$jar" extract --destination "$app/$name" >/dev/null
    touch "$app/$name/extracted"
  fi
}

# A start on trial, up to where its context is complete, leaves an archive of a service's classes, with which it starts quicker. It
# is told of no cluster that could be there, and what it keeps is thrown away. It fits the options of the fault runs; if it was not
# made, everything works without.
archive() {
  local name=$1 trial
  [[ ! -e $app/$name/classes.jsa ]] || return 0
  echo "preparing quick starts of $name (once)" >&2
  trial=$(mktemp -d)
  KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1 OPINION_LOOP_OUTBOX=$trial/outbox "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -XX:ArchiveClassesAtExit="$app/$name/classes.jsa" -Xlog:disable -Dspring.context.exit=onRefresh \
    -Djava.io.tmpdir="$trial" -jar "$app/$name/$name-exec.jar" --server.port=0 --opinion-loop.state-dir="$trial/state" \
    --spring.config.additional-location="$root/deploy/local/local.yml" >"$app/$name/trial.log" 2>&1 || true
  rm -rf "$trial"
}

jars=("$root/deploy/bench/target/bench-exec.jar")
for service in intake classifier reply reporting; do
  jars+=("$root/$service-service/target/$service-service-exec.jar")
done

for jar in "${jars[@]}"; do
  if is_older_than_its_sources "$jar"; then
    echo "building" >&2
    (cd "$root" && mvn -q -B -DskipTests -Dspotless.check.skip=true -Denforcer.skip=true package -pl deploy/bench -am) ||
      fail "the build failed, see above"
    break
  fi
done
for jar in "${jars[@]}"; do
  unpack "$jar"
done
