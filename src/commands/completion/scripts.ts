export type Shell = 'bash' | 'zsh' | 'fish';

/**
 * Each asks `provision --complete` with the words up to the cursor. The answer's first line says what to offer: `values`,
 * which follow, one a line, each with a tab and its meaning; or the shell's own `files` or `directories`.
 */
export const scripts: { readonly [Name in Shell]: string } = {
  // Bash takes `:` and `=` for the ends of words: the words are read from the line, and what stands before the last of
  // these is cut from what is offered. Works from bash 3.2 on, which macOS has.
  bash: `# Completion of provision for bash.
_provision() {
  local line=\${COMP_LINE:0:COMP_POINT} words current prefix kind value
  read -ra words <<< "$line"
  [[ $line == *' ' ]] && words+=('')
  current=\${words[\${#words[@]}-1]}
  prefix=\${current%"\${current##*[:=]}"}
  COMPREPLY=()
  while IFS=$'\\t' read -r value _; do
    if [[ -z $kind ]]; then kind=$value; else COMPREPLY+=("\${value#"$prefix"}"); fi
  done < <(provision --complete "\${words[@]:1}" 2> /dev/null)
  case $kind in
    files) kind=-f ;;
    directories) kind=-d ;;
    *) return ;;
  esac
  compopt -o filenames 2> /dev/null
  while read -r value; do COMPREPLY+=("$value"); done < <(compgen "$kind" -- "\${current#"$prefix"}")
}
complete -F _provision provision
`,
  zsh: `#compdef provision
# Completion of provision for zsh.
_provision() {
  local line
  local -a lines values
  lines=("\${(@f)$(provision --complete "\${(@)words[2,CURRENT]}" 2> /dev/null)}")
  case $lines[1] in
    files) compset -P '--*='; _files ;;
    directories) compset -P '--*='; _files -/ ;;
    values)
      for line in "\${(@)lines[2,-1]}"; do values+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}"); done
      _describe -t provision 'provision' values
      ;;
  esac
}
if [[ $funcstack[1] == _provision ]]; then _provision "$@"; else compdef _provision provision; fi
`,
  fish: `# Completion of provision for fish.
function __provision_complete
  set -l words (commandline --tokenize --cut-at-cursor --current-process)
  set -l current (commandline --current-token --cut-at-cursor)
  set -e words[1]
  set -l lines (provision --complete $words "$current" 2> /dev/null)
  set -l kind $lines[1]
  set -e lines[1]
  set -l prefix (string match --regex -- '^--[^=]*=' "$current")
  set -l path (string replace --regex -- '^--[^=]*=' '' "$current")
  switch "$kind"
    case files
      printf "$prefix%s\\n" (__fish_complete_path "$path")
    case directories
      printf "$prefix%s\\n" (__fish_complete_directories "$path")
    case '*'
      printf '%s\\n' $lines
  end
end
complete --command provision --no-files --arguments '(__provision_complete)'
`,
};
