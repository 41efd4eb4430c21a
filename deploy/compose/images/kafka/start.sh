# Turns KAFKA_SOME_NAME=value into some.name=value, as the official image does, formats the data folder once, starts.
set -euo pipefail
cd /opt/kafka
env | grep '^KAFKA_' | grep -Ev '^KAFKA_(HEAP_)?OPTS=' | while IFS='=' read -r name value; do
    name=${name#KAFKA_}
    echo "$(tr '[:upper:]_' '[:lower:].' <<<"$name")=$value"
done > config/server.properties
if [ ! -e "$KAFKA_LOG_DIRS/meta.properties" ]; then
    /opt/jdk/bin/java -cp 'libs/*' kafka.tools.StorageTool format -t "$CLUSTER_ID" -c config/server.properties
fi
exec /opt/jdk/bin/java $KAFKA_HEAP_OPTS ${KAFKA_OPTS:-} -cp 'libs/*' kafka.Kafka config/server.properties
