#!/bin/sh
# Stands in for a program of the cluster: tells its version, or runs with it until it is stopped.
version=@VERSION@
case ${1-} in
  -V) echo "Release Version: $version" ;;
  run) STAND_IN_VERSION=$version exec sleep 86400 ;;
esac
