"""Real Splink on the two Parquet files of the bench: prepares them, trains, predicts, and prints one line of JSON.
Arguments: register, file, links (csv to write), whose fields and rules, 'own' (eight rules and the fields a careful user would make) or
'same' (the rules of our engine on fields our engine has read, which cost it nothing here), comparators, training, how many random
pairs u is learnt from, and how many threads. Comparators are 'tuned' (hamming for the edit distances of the library), 'stock' (the
library's edit distances) or 'documented' (those of the quick start that comes with the release). Trained is it by 'names' (the
block of equal names and two narrow ones), by 'narrow' blocks only, or by the blocks of the quick start, 'documented' (name, birth
date). What the imports of Python cost is left out, as it is of our engine."""

import json
import resource
import sys
import time

import duckdb
import splink
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
import splink.comparison_level_library as cll
import splink.comparison_library as cl

register, file, out, fields, comparators, training, u_pairs, threads = sys.argv[1:9]


def cpu_seconds():
    use = resource.getrusage(resource.RUSAGE_SELF)
    return use.ru_utime + use.ru_stime


start = time.time()
before = cpu_seconds()


def spent():
    return {"seconds": time.time() - start, "cpu": cpu_seconds() - before}


con = duckdb.connect()
con.execute(f"set threads = {int(threads)}")


def prepared(path, source):
    if fields == "same":
        return con.execute(
            f"create table {source} as select * replace (case when length(number) >= 14 then number end as number) from read_parquet('{path}')"
        )
    return con.execute(
        f"""create table {source} as select row_no as unique_id, name, left(name, 1) as surname, sex, birth,
        region as village, left(region, 9) as town, left(region, 6) as county, address, phone,
        case when length(number) = 18 then number end as number from read_parquet('{path}')"""
    )


prepared(register, "side_a")
prepared(file, "side_b")
loading = spent()


def number_levels():
    if comparators != "tuned":
        return cl.DamerauLevenshteinAtThresholds("number", [1, 2])
    near = cll.CustomLevel(
        "case when length(number_l) = length(number_r) then hamming(number_l, number_r) <= 2 else false end", "two places"
    )
    return cl.CustomComparison(
        output_column_name="number",
        comparison_levels=[cll.NullLevel("number"), cll.ExactMatchLevel("number"), near, cll.ElseLevel()],
    )


def birth_levels():
    if comparators == "documented":
        return cl.DateOfBirthComparison(
            "birth", input_is_string=True, datetime_metrics=["year", "month"], datetime_thresholds=[1, 1]
        )
    if comparators == "stock":
        return cl.DamerauLevenshteinAtThresholds("birth", [1, 2])
    near = cll.CustomLevel(
        "case when length(birth_l) = length(birth_r) then hamming(birth_l, birth_r) = 1 else false end",
        "one digit",
    )
    return cl.CustomComparison(
        output_column_name="birth",
        comparison_levels=[cll.NullLevel("birth"), cll.ExactMatchLevel("birth"), near, cll.ElseLevel()],
    )


def name_levels():
    if comparators == "documented":
        return cl.JaroWinklerAtThresholds("name", [0.9, 0.7]).configure(term_frequency_adjustments=True)
    if fields == "own":
        return cl.LevenshteinAtThresholds("name", [1]).configure(term_frequency_adjustments=True)
    return cl.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            cll.NullLevel("name"),
            cll.ExactMatchLevel("name", term_frequency_adjustments=True),
            cll.ExactMatchLevel("sound"),
            cll.LevenshteinLevel("name", 1),
            cll.ExactMatchLevel("surname"),
            cll.ElseLevel(),
        ],
    )


own_rules = [
    block_on("name", "birth"),
    block_on("birth", "county", "sex"),
    block_on("birth", "surname", "sex"),
    block_on("name", "village"),
    block_on("phone"),
    block_on("birth", "village"),
    block_on("name", "town"),
    block_on("surname", "village", "address"),
]
# Those of our rules that no other contains: our engine joins no others, and they make the same pairs.
same_rules = [
    block_on("dob", "surname", "sex"),
    block_on("phone"),
    block_on("rare_sound", "year"),
    block_on("folded", "dob_sorted"),
    block_on("id_county", "id_birth", "sex"),
    block_on("id_birth", "id_tail"),
    block_on("id_county", "id_tail", "year"),
    block_on("id_tail", "town"),
    block_on("sound", "id_tail"),
    block_on("folded", "town"),
    block_on("dob", "town"),
    block_on("surname", "home"),
]
rules = own_rules if fields == "own" else same_rules
settings = SettingsCreator(
    link_type="link_only",
    comparisons=[
        name_levels(),
        birth_levels(),
        cl.ExactMatch("sex"),
        cl.CustomComparison(
            output_column_name="place",
            comparison_levels=[
                cll.NullLevel("village"),
                cll.CustomLevel("village_l = village_r and address_l = address_r", "door"),
                cll.CustomLevel("village_l = village_r", "village"),
                cll.CustomLevel("town_l = town_r", "town"),
                cll.CustomLevel("county_l = county_r", "county"),
                cll.ElseLevel(),
            ],
        ),
        cl.ExactMatch("phone").configure(term_frequency_adjustments=True),
        number_levels(),
    ],
    blocking_rules_to_generate_predictions=rules,
    additional_columns_to_retain=[],
)
api = DuckDBAPI(connection=con)
linker = Linker([api.register("side_a"), api.register("side_b")], settings)
linker.training.estimate_probability_two_random_records_match([block_on("name", "birth"), block_on("phone")], recall=0.9)
# The docstring of this call (5.0.0): 1e9 pairs give the best results, 1e7 often do for trying models out; with its default,
# 1e6, it warns that u may be inaccurate.
linker.training.estimate_u_using_random_sampling(max_pairs=float(u_pairs))
random_pairs_done = spent()
blocks = {
    "names": (block_on("name"), block_on("birth", "village"), block_on("phone")),
    "narrow": (block_on("name", "birth"), block_on("birth", "village"), block_on("phone")),
    "documented": (block_on("name"), block_on("birth")),
}
for block in blocks[training]:
    linker.training.estimate_parameters_using_expectation_maximisation(block)
training_done = spent()
found = linker.inference.predict(threshold_match_weight=0)
name = getattr(found, "physical_name", None) or found.name
con.execute(
    f"""copy (select unique_id_l as a, unique_id_r as b from (
      select *, row_number() over (partition by unique_id_r order by match_weight desc) as place,
        match_weight - coalesce(lead(match_weight) over (partition by unique_id_r order by match_weight desc), -1000) as margin
      from {name}) where place = 1 and margin >= 2 and match_weight >= 4) to '{out}' (header true)"""
)
done = {
    **spent(),
    "loading": loading,
    "steps": {
        "u": random_pairs_done["seconds"] - loading["seconds"],
        "EM": training_done["seconds"] - random_pairs_done["seconds"],
        "prediction": spent()["seconds"] - training_done["seconds"],
    },
    "peakMB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "splink": splink.__version__,
    "duckdb": duckdb.__version__,
}
print(json.dumps(done))
