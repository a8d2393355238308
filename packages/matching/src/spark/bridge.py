"""Runs what Zhucan asks of a Spark session: one JSON object a line in, one a line out, until standard input ends."""

import datetime
import decimal
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading

from pyspark import SparkContext, __version__
from pyspark.sql import Observation, SparkSession
from pyspark.sql.functions import count, lit

# Seconds that Java may take to end.
patience = 30
# Signs of an error that are handed on.
longest = 20000
# Version 3 starts as well, and minutes later does not understand the first longer question.
oldest = 4


class TooOld(Exception):
    def getCondition(self):
        return "PYSPARK_TOO_OLD"


def start(settings):
    if int(__version__.split(".")[0]) < oldest:
        raise TooOld(__version__)
    builder = SparkSession.builder.appName("zhucan").master(settings["master"])
    for key, value in settings["conf"].items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def columns_of(schema):
    return [[field.name, field.dataType.simpleString()] for field in schema]


def plain(value):
    # Whole numbers may be longer than a double holds, so they travel as text beside the type of their column.
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, (datetime.date, decimal.Decimal)):
        return str(value)
    return value


def answer(spark, ask):
    op = ask["op"]
    if op == "rows":
        frame = spark.sql(ask["sql"])
        rows = [[plain(cell) for cell in row] for row in frame.collect()]
        return {"columns": columns_of(frame.schema), "rows": rows}
    if op == "write":
        frame = spark.sql(ask["sql"])
        seen = Observation()
        frame.observe(seen, count(lit(1)).alias("rows")).write.parquet(ask["path"])
        return {"columns": columns_of(frame.schema), "written": seen.get["rows"]}
    if op == "table":
        table(spark, ask["columns"], ask["paths"]).createOrReplaceTempView(ask["name"])
        return {}
    if op == "columns":
        return {"columns": columns_of(spark.read.parquet(*ask["paths"]).schema)}
    if op == "view":
        spark.sql(f"create or replace temporary view {ask['name']} as {ask['sql']}")
        return {}
    if op == "drop":
        spark.catalog.dropTempView(ask["name"])
        return {}
    if op == "spent":
        return {"columns": [[name, "bigint"] for name in ("shuffled", "fetched", "read", "busy")], "rows": [spent(spark)]}
    raise ValueError("unknown question")


def table(spark, columns, paths):
    if not paths:
        cells = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in columns)
        return spark.sql(f"select {cells} where false")
    # With the columns told, no file need be opened to learn them.
    schema = ", ".join(f"{name} {kind}" for name, kind in columns)
    return spark.read.schema(schema).parquet(*paths)


def spent(spark):
    """Bytes written to shuffles, fetched from them and read, and milliseconds of tasks, over all executors there have been."""
    listed = spark.sparkContext._jsc.sc().statusStore().executorList(False)
    executors = [listed.apply(place) for place in range(listed.size())]
    return [
        str(sum(one.totalShuffleWrite() for one in executors)),
        str(sum(one.totalShuffleRead() for one in executors)),
        str(sum(one.totalInputBytes() for one in executors)),
        str(sum(one.totalDuration() for one in executors)),
    ]


def stop(spark):
    try:
        spark.stop()
    except Exception:
        # Java has died before.
        pass
    end_java()


def end_java():
    gateway = SparkContext._gateway
    if gateway is None:
        return
    # Java ends with its standard input, tells the master and takes its own files away; until then nothing may be left behind.
    gateway.proc.stdin.close()
    try:
        gateway.proc.wait(patience)
    except subprocess.TimeoutExpired:
        gateway.proc.kill()


def fault(error):
    """What was thrown, in Spark's own words; what it means is told by whoever asked."""
    return {
        "kind": type(error).__name__,
        "condition": getattr(error, "getCondition", lambda: None)(),
        "text": without_frames(str(error))[:longest],
        "cause": deepest(error),
        "version": __version__,
    }


def without_frames(text):
    """The words of an error and of its causes: where in Java they came up fills pages, and hides what comes last."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("at "))


def deepest(error):
    """What Java says was the first cause; none where the error is not of Java, or Java has ended."""
    try:
        cause = getattr(error, "java_exception", None)
        while cause is not None and cause.getCause() is not None:
            cause = cause.getCause()
        return None if cause is None else cause.toString()[:longest]
    except Exception:
        return None


def listen(asked, folder):
    """Puts down what is asked. When whoever asks is gone before the answer, nobody waits for it: the work is given up."""
    for line in iter(sys.stdin.readline, ""):
        asked.put(line)
    if asked.unfinished_tasks:
        give_up(folder)
    asked.put("")


def give_up(folder):
    end_java()
    remove(folder)
    os._exit(1)


def heed_signals(folder):
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, lambda *_: give_up(folder))


def remove(folder):
    """Takes away the session's part of the shared folder, where digits lie in clear: whoever asked may have been killed."""
    shutil.rmtree(folder, ignore_errors=True)


def main(folder):
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # Whatever else is printed must not run into the answers.
    os.dup2(2, 1)
    asked = queue.Queue()
    threading.Thread(target=listen, args=(asked, folder), daemon=True).start()

    def say(value):
        out.write(json.dumps(value) + "\n")
        out.flush()
        asked.task_done()

    heed_signals(folder)
    try:
        spark = start(json.loads(asked.get()))
        # Spark has set one of its own.
        heed_signals(folder)
    except Exception as error:
        say({"fault": fault(error)})
        end_java()
        return
    try:
        say({"columns": [["version", spark.version], ["partitions", spark.conf.get("spark.sql.shuffle.partitions")]]})
        for line in iter(asked.get, ""):
            try:
                found = answer(spark, json.loads(line))
            except Exception as error:
                found = {"fault": fault(error)}
            say(found)
    finally:
        stop(spark)
        remove(folder)


main(sys.argv[1])
