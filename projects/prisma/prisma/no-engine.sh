#!/bin/sh
# Generating the client takes no engine, but Prisma downloads one before it does; this one only has a version.
echo schema-engine-cli 0
