MVN := mvn -B -ntp
.DEFAULT_GOAL := help
