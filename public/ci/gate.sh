#!/bin/sh
# Hands files of test results in to Plumbline and asks its gate; needs curl and nothing else.
#
#   PLUMBLINE_URL      https://plumbline.example
#   PLUMBLINE_TOKEN    an API token that may hand in results and ask gates
#   PLUMBLINE_SYSTEM   the id of the AI system that was tested
#   PLUMBLINE_POLICY   the id of the gate policy
#   sh gate.sh results.jsonl more-results.json
#
# May be set: PLUMBLINE_BRANCH, PLUMBLINE_BASE (the branch it goes into), PLUMBLINE_COMMIT, PLUMBLINE_BUILD,
# PLUMBLINE_WAIT (seconds for each file, 600), PLUMBLINE_JUNIT and PLUMBLINE_SARIF (files to write the verdict to).
#
# Ends with 0 pass, 1 fail, 2 undecided (also when anything goes wrong: nothing undecided passes), 3 wrong use.
set -u

wrong() { echo "$1" >&2; exit 3; }
undecided() { echo "Undecided: $1" >&2; exit 2; }

[ $# -gt 0 ] || wrong "Say which files: sh gate.sh results.jsonl"
[ -n "${PLUMBLINE_URL:-}" ] || wrong "Set PLUMBLINE_URL."
[ -n "${PLUMBLINE_TOKEN:-}" ] || wrong "Set PLUMBLINE_TOKEN."
[ -n "${PLUMBLINE_SYSTEM:-}" ] || wrong "Set PLUMBLINE_SYSTEM to the id of the AI system."
[ -n "${PLUMBLINE_POLICY:-}" ] || wrong "Set PLUMBLINE_POLICY to the id of the gate policy."
for file in "$@"; do [ -f "$file" ] || wrong "There is no file $file."; done

api="${PLUMBLINE_URL%/}/api/v1"
said=$(mktemp)
trap 'rm -f "$said"' EXIT

# ask METHOD PATH [curl options]: the answer is in $said; what the server refuses says why.
ask() {
  method=$1 address=$2
  shift 2
  code=$(curl -sS --max-time 300 -o "$said" -w '%{http_code}' -X "$method" \
    -H "authorization: Bearer $PLUMBLINE_TOKEN" "$@" "$api$address") || undecided "$PLUMBLINE_URL does not answer."
  case $code in
    2??) ;;
    401 | 403) wrong "$(cat "$said")" ;;
    *) undecided "$(cat "$said")" ;;
  esac
}

# field NAME: the first value of that name in the answer.
field() { grep -o "\"$1\":\"*[^\",}]*" "$said" | head -n 1 | sed 's/^[^:]*:"*//'; }
# quoted TEXT: as a JSON string.
quoted() { printf '"%s"' "$(printf '%s' "$1" | tr -d '\000-\037' | sed 's/\\/\\\\/g; s/"/\\"/g')"; }
encoded() { printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g'; }

facts=""
query=""
for pair in "branch=${PLUMBLINE_BRANCH:-}" "commit=${PLUMBLINE_COMMIT:-}" "build=${PLUMBLINE_BUILD:-}"; do
  value=${pair#*=}
  [ -n "$value" ] || continue
  facts="$facts,\"${pair%%=*}\":$(quoted "$value")"
  query="$query&${pair%%=*}=$(encoded "$value")"
done
[ -z "${PLUMBLINE_BASE:-}" ] || facts="$facts,\"base\":$(quoted "$PLUMBLINE_BASE")"

runs=""
for file in "$@"; do
  ask POST "/test-imports/push?name=$(encoded "${file##*/}")&systemId=$(encoded "$PLUMBLINE_SYSTEM")&apply=true$query" \
    -H "content-type: application/octet-stream" --data-binary "@$file"
  import=$(field id)
  left=${PLUMBLINE_WAIT:-600}
  while :; do
    ask GET "/test-imports/$import"
    case $(field state) in
      applied | unchanged) break ;;
      checking | applying) ;;
      *) undecided "$file was not taken in: $(field message)" ;;
    esac
    [ "$left" -gt 0 ] || undecided "$file was not read in time."
    left=$((left - 2))
    sleep 2
  done
  runs="$runs${runs:+,}\"$(field runId)\""
done

ask POST /gates/evaluate -H "content-type: application/json" \
  --data "{\"systemId\":$(quoted "$PLUMBLINE_SYSTEM"),\"policy\":$(quoted "$PLUMBLINE_POLICY"),\"runIds\":[$runs]$facts}"
end=$(field exit_code)
verdict=$(field gate_id)
[ -n "$end" ] && [ -n "$verdict" ] || undecided "the gate gave no verdict."
[ -z "${PLUMBLINE_JUNIT:-}" ] || { ask GET "/gate-verdicts/$verdict/report?format=junit" && cat "$said" >"$PLUMBLINE_JUNIT"; }
[ -z "${PLUMBLINE_SARIF:-}" ] || { ask GET "/gate-verdicts/$verdict/report?format=sarif" && cat "$said" >"$PLUMBLINE_SARIF"; }
ask GET "/gate-verdicts/$verdict/report?format=markdown"
cat "$said"
exit "$end"
