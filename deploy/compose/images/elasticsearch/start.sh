# Takes settings from variables with a dot in their names, as the official image does, and starts the server.
set -euo pipefail
export ES_HOME=/usr/share/elasticsearch ES_PATH_CONF=/conf ES_TMPDIR=/tmp ES_DISTRIBUTION_TYPE=docker
export JAVA_HOME=/opt/jdk ES_JAVA_HOME=/opt/jdk JAVA=/opt/jdk/bin/java
cp "$ES_HOME/config/jvm.options" "$ES_HOME/config/log4j2.properties" /conf/
{
    echo 'network.host: 0.0.0.0'
    echo 'path.logs: /logs'
    tr '\0' '\n' < "/proc/$$/environ" | sed -n 's/^\([a-z_]*\.[a-z_.]*\)=\(.*\)$/\1: "\2"/p'
} > /conf/elasticsearch.yml
cd "$ES_HOME"
exec "$JAVA" -Xmx64m -cp 'lib/tools/server-launcher/*' org.elasticsearch.server.launcher.ServerLauncher
