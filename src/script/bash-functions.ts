/** The functions that a script may need, each as it stands there. They know AWS's answers as `src/aws-errors.ts` does. */

/** In the order in which they stand. A function needs those named. */
const functions: readonly { readonly name: string; readonly needs: readonly string[]; readonly text: string }[] = [
  {
    name: 'aws',
    needs: [],
    text: String.raw`# Older versions of the CLI know another endpoint than AWS's, such as the sandbox, only as an option.
aws() { command aws ${'$'}{AWS_ENDPOINT_URL:+--endpoint-url "$AWS_ENDPOINT_URL"} "$@"; }`,
  },
  {
    name: 'ERROR',
    needs: [],
    text: String.raw`# What the last command that failed said.
ERROR=$(mktemp)
trap 'rm -f "$ERROR"' EXIT`,
  },
  {
    name: 'GONE',
    needs: [],
    text: String.raw`# AWS's words for "there is no such thing".
GONE='\([A-Za-z]*\.?NotFound(Exception)?\)|\((NoSuchEntity|Gateway\.NotAttached|ServiceNotActiveException)\)'
GONE+='|\(ClientException\).*(does not exist|nable to describe)|\(ValidationError\).*not found'`,
  },
  {
    name: 'keep',
    needs: [],
    text: String.raw`# Notes what there is now, for the script that takes it down.
keep() { printf '%s=%q\n' "$1" "$2" >> "$IDS"; }`,
  },
  {
    name: 'retry',
    needs: ['ERROR'],
    text: String.raw`# What was made a moment ago is not known everywhere in AWS yet: until then, other parts of it refuse to use it.
NOT_YET='\([A-Za-z]*\.?NotFound(Exception)?\)|\((NoSuchEntity|ConcurrentModification|UpdateInProgressException)\)'
NOT_YET+='|\((ResourceInUseException|ServiceLinkedRoleFailure)\)|\(MalformedPolicyDocument\).*nvalid principal'
NOT_YET+='|\((InvalidParameter|Client)Exception\).*(ervice.[Ll]inked [Rr]ole|nable to assume|does not have an associated)'
NOT_YET+='|\((AccessDenied(Exception)?|UnauthorizedOperation)\).*(iam:PassRole|use launch template|Encoded authorization)'
NOT_YET+='|\((InvalidParameterException|BadRequestException|InvalidSecurityGroup)\).*does not exist|no internet gateway'
NOT_YET+='|\(ClientException\).*oo many concurrent|service that is still|\(IncorrectState\)|\.VersionNotFound'
NOT_YET+='|\((InvalidParameterValue|ValidationError)\).*nstance [Pp]rofile|\(ValidationError\).*does not exist'
NOT_YET+='|\(ClientException\).*luster was not|\(InvalidParameter\).*conflicting DNS domain'

# Runs a command, and again for up to five minutes while AWS says so.
retry() {
  local end=$((SECONDS + 300)) answer
  until answer=$("$@" 2> "$ERROR"); do
    if ! grep -qE "$NOT_YET" "$ERROR" || ((SECONDS > end)); then
      cat "$ERROR" >&2
      return 1
    fi
    sleep 5
  done
  if [[ -n $answer ]]; then printf '%s\n' "$answer"; fi
}`,
  },
  {
    name: 'remove',
    needs: ['ERROR', 'GONE'],
    text: String.raw`# What AWS says while something still uses what is to be deleted.
IN_USE='\((DependencyViolation|[A-Za-z.]*InUse(Exception|Fault)?|DeleteConflict|ClusterContains[A-Za-z]+|DuplicateRequest)\)'
IN_USE+='|\((UpdateInProgress|ScalingActivityInProgress|Conflict|OperationAborted|ConcurrentModification)(Exception|Fault)?\)'
IN_USE+='|\(AuthFailure\).*permission to access the specified|\(BadRequestException\).*referenced in'
IN_USE+='|\((ClientException|InvalidParameterException)\).*cannot be (deleted|stopped) while'

# Asks AWS to delete something, again for up to 25 minutes while it is in use. What is gone already is done.
remove() {
  local end=$((SECONDS + 1500))
  until "$@" > /dev/null 2> "$ERROR"; do
    if grep -qE "$GONE" "$ERROR"; then return; fi
    if ! grep -qE "$IN_USE" "$ERROR" || ((SECONDS > end)); then
      cat "$ERROR" >&2
      return 1
    fi
    sleep 5
  done
}`,
  },
  {
    name: 'look',
    needs: ['ERROR', 'GONE'],
    text: String.raw`# What a command prints; "gone" where AWS knows no such thing.
look() {
  if "$@" 2> "$ERROR"; then return; fi
  if grep -qE "$GONE" "$ERROR"; then
    echo gone
    return
  fi
  cat "$ERROR" >&2
  return 1
}`,
  },
  {
    name: 'await',
    needs: ['ERROR', 'GONE', 'look'],
    text: String.raw`# Looks every five seconds until a command prints what is waited for.
# await WHAT GOOD BAD MINUTES COMMAND...
await() {
  local what=$1 good=$2 bad=$3 end=$((SECONDS + 60 * $4)) now
  shift 4
  while :; do
    now=$(look "$@")
    if [[ $now =~ ^($good)$ ]]; then return; fi
    if [[ -n $bad && $now =~ ^($bad)$ ]] || ((SECONDS > end)); then
      echo "$what is $now, not $good" >&2
      return 1
    fi
    sleep 5
  done
}`,
  },
];

/** Those that a script's lines use, and what these need. */
export function functionsFor(lines: readonly string[]): string[] {
  const used = new Set(
    functions.map(({ name }) => name).filter((name) => lines.some((line) => new RegExp(`\\b${name}\\b`).test(line))),
  );
  for (const { name, needs } of functions) if (used.has(name)) needs.forEach((need) => used.add(need));
  return functions.filter(({ name }) => used.has(name)).flatMap(({ text }) => [text, '']);
}
