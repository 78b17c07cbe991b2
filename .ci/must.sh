# Sourced by the checks that hold a summary to what must be so.

failed=0

# figure NAME SUMMARY: the number under a name in a summary.
figure() {
  printf '%s' "$2" | sed -n "s/.*\"$1\":\([-0-9.eE]*\)[,}].*/\1/p"
}

# must NAME A OPERATOR B: says whether it holds.
must() {
  if awk -v a="$2" -v b="$4" "BEGIN { exit !(a != \"\" && b != \"\" && a + 0 $3 b + 0) }"; then
    printf 'ok    %s: %s %s %s\n' "$1" "$2" "$3" "$4"
  else
    printf 'FAIL  %s: %s %s %s\n' "$1" "$2" "$3" "$4"
    failed=1
  fi
}
