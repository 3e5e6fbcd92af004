# Sourced by mvnw and sluice: sets and exports JAVA_HOME to a JDK that is new enough, or stops with one sentence.
# POSIX sh. A JDK says its release in the file "release" of its home folder.

jdk_needed=25

# Whether the folder $1 is the home of a JDK that is new enough.
jdk_fits() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  jdk_found=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${jdk_found:-0}" -ge "$jdk_needed" ]
}

# Prints the first home that fits: what the user chose, what the user would run, what is installed in the usual folders.
jdk_search() (
  set +ef
  path_java=$(command -v java)
  path_javac=$(readlink -f "$(command -v javac)" 2>/dev/null)
  for home in "${JAVA_HOME-}" "${path_javac%/bin/javac}" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if jdk_fits "$home"; then
      printf '%s\n' "$home"
      exit 0
    fi
  done
  # Version managers put a script named java into the PATH; only running it tells where the JDK is.
  if [ -n "$path_java" ]; then
    home=$("$path_java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
    if jdk_fits "$home"; then
      printf '%s\n' "$home"
      exit 0
    fi
  fi
  exit 1
)

if JAVA_HOME=$(jdk_search); then
  export JAVA_HOME
else
  echo "No JDK $jdk_needed or newer was found in JAVA_HOME, PATH or the usual folders: install one (for example from https://adoptium.net) or set JAVA_HOME to it." >&2
  exit 1
fi
