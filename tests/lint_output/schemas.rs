//! What every format of machines must look like, by its own schema.
#![expect(clippy::disallowed_methods, reason = "schemas are files")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use esgen::{
    lint::{Overrides, Report, lint},
    pipeline::Reading,
    report::lint::{gitlab, json, json_lines, junit, rdjson, sarif},
    source::SourceMap,
    syntax::ast::Preset,
};
use serde_json::Value;

use super::{
    example::{clean, crowd, example},
    of_sarif,
    said::{TEXTS, saying},
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn schema(path: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

#[track_caller]
fn fits(schema: &Value, text: &str) -> Value {
    let document: Value = serde_json::from_str(text).unwrap();
    let validator = jsonschema::validator_for(schema).unwrap();
    let complaints: Vec<String> = validator
        .iter_errors(&document)
        .map(|it| format!("{it} at {}", it.instance_path()))
        .collect();
    assert_eq!(complaints, [""; 0], "{text}");
    document
}

fn reports() -> [(Report, SourceMap); 3] {
    [example(), clean(), crowd(30)]
}

#[test]
fn json_and_its_lines_are_what_their_schemas_say() {
    let line = schema("schemas/lint-finding.schema.json");
    let mut document = schema("schemas/lint.schema.json");
    document["properties"]["findings"]["items"] = line.clone();
    for (report, sources) in reports() {
        let lines = json_lines(&report, &sources);
        let lines: Vec<Value> = lines.lines().map(|text| fits(&line, text)).collect();
        let whole = fits(&document, &json(&report, &sources));
        assert_eq!(whole["findings"], Value::from(lines));
        assert_eq!(whole["fails"], report.fails());
    }
}

#[test]
fn sarif_is_what_its_schema_says_and_what_code_scanning_asks_for() {
    let of_oasis = of_sarif::schema();
    for (report, sources) in reports() {
        let document = fits(&of_oasis, &sarif(&report, &sources));
        let run = &document["runs"][0];
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), report.findings.len());
        for result in results {
            assert_eq!(result["locations"].as_array().unwrap().len(), 1);
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
            let file = &result["locations"][0]["physicalLocation"]["artifactLocation"];
            assert!(!file["uri"].as_str().unwrap().starts_with(['/', 'f']), "{file}");
            assert_eq!(file["uriBaseId"], "%SRCROOT%");
        }
    }
}

#[test]
fn the_way_of_a_finding_is_a_flow_that_ends_at_it() {
    let (report, sources) = example();
    let document: Value = serde_json::from_str(&sarif(&report, &sources)).unwrap();
    let results = document["runs"][0]["results"].as_array().unwrap();
    let flows: Vec<_> = results.iter().filter_map(|result| result.get("codeFlows")).collect();
    let steps = flows[0].pointer("/0/threadFlows/0/locations").unwrap().as_array().unwrap();
    let told: Vec<&Value> = steps.iter().map(|it| &it["location"]["message"]["text"]).collect();
    assert_eq!(flows.len(), 1);
    assert_eq!(told.len(), 4);
    assert_eq!((told[2], told[3]), (&"in another file".into(), &"and so on".into()));
}

#[test]
fn gitlab_and_reviewdog_get_what_they_document() {
    let of_gitlab = schema("tests/schemas/gitlab-code-quality.schema.json");
    let of_reviewdog = schema("tests/schemas/rdjson.schema.json");
    for (report, sources) in reports() {
        let entries = fits(&of_gitlab, &gitlab(&report, &sources));
        let entries = entries.as_array().unwrap();
        let mut names: Vec<&str> =
            entries.iter().map(|entry| entry["fingerprint"].as_str().unwrap()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), report.open().count());
        let result = fits(&of_reviewdog, &rdjson(&report, &sources));
        assert_eq!(result["diagnostics"].as_array().unwrap().len(), report.open().count());
    }
}

#[test]
fn columns_count_characters_but_bytes_for_reviewdog() {
    let (report, sources) = crowd(1);
    let end = |document: &str, path: &str| {
        serde_json::from_str::<Value>(document).unwrap().pointer(path).cloned()
    };
    let gitlab = end(&gitlab(&report, &sources), "/0/location/positions/end/column");
    let rdjson = end(&rdjson(&report, &sources), "/diagnostics/0/location/range/end/column");
    assert_eq!((gitlab, rdjson), (Some(3.into()), Some(7.into())));
}

/// What xmllint says of documents, of the first one that it finds wrong; nothing without xmllint.
fn xmllint(schema: &Path, documents: &[String]) -> Option<Result<(), String>> {
    if Command::new("xmllint").arg("--version").stderr(Stdio::null()).status().is_err() {
        assert!(
            std::env::var_os("ESGEN_REQUIRE_XMLLINT").is_none(),
            "ESGEN_REQUIRE_XMLLINT is set and there is no `xmllint`"
        );
        eprintln!("note: xmllint is not installed, so that test results were not validated");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = |(number, text): (usize, &String)| {
        let path = folder.path().join(format!("{number}.xml"));
        fs::write(&path, text).unwrap();
        path
    };
    let mut run = Command::new("xmllint");
    run.args(["--noout", "--schema"]).arg(schema).args(documents.iter().enumerate().map(path));
    let run = run.output().unwrap();
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    Some(if run.status.success() { Ok(()) } else { Err(told) })
}

/// Our schema of test results, and that of Jenkins where somebody has fetched it.
fn schemas_of_test_results() -> Vec<PathBuf> {
    let ours = root().join("tests/schemas/junit.xsd");
    let theirs = root().join("target/schemas/junit-10.xsd");
    if theirs.exists() {
        return vec![ours, theirs];
    }
    assert!(
        std::env::var_os("ESGEN_REQUIRE_JENKINS_XSD").is_none(),
        "ESGEN_REQUIRE_JENKINS_XSD is set and there is no `{}`",
        theirs.display()
    );
    eprintln!("note: the schema of Jenkins is not there, so that only ours was asked");
    vec![ours]
}

/// A model that says a text wherever it can, with findings, in files that are called like it.
fn said_everywhere(text: &str) -> String {
    let path = format!("models/{text}.yaml");
    let analysis = Reading::new(path, saying(text).into_bytes()).analyze();
    let report =
        lint(&analysis, &Overrides { presets: vec![Preset::Strict], ..Overrides::default() });
    assert!(report.open().count() > 2, "{text}");
    junit(&report, &analysis.sources)
}

#[test]
fn test_results_are_what_jenkins_reads() {
    let usual = reports().map(|(report, sources)| junit(&report, &sources));
    let documents: Vec<String> =
        usual.into_iter().chain(TEXTS.iter().copied().map(said_everywhere)).collect();
    let (report, sources) = example();
    let wrong = junit(&report, &sources).replacen(" classname=", " line=\"1\" classname=", 1);
    for schema in schemas_of_test_results() {
        let Some(fit) = xmllint(&schema, &documents) else { return };
        assert_eq!(fit, Ok(()), "{}", schema.display());
        let told = xmllint(&schema, std::slice::from_ref(&wrong)).unwrap().unwrap_err();
        assert!(told.contains("line"), "{told}");
    }
}
