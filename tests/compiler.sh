# Sourced by what builds often: a C# compiler that stays warm until the script ends. Verifiers and builds use it by these variables.
if [ -z "${BACKENDAGENTS_COMPILER:-}" ]; then
  compiler=$(find "$(dirname "$(readlink -f "$(command -v dotnet)")")/sdk" -name VBCSCompiler.dll | sort | tail -1)
  if [ -n "$compiler" ]; then
    export BACKENDAGENTS_COMPILER="ba-$$" SharedCompilationId="ba-$$" UseSharedCompilation=true
    dotnet "$compiler" "-pipename:$BACKENDAGENTS_COMPILER" >/dev/null 2>&1 &
    trap "kill $! 2>/dev/null || true" EXIT
  fi
fi
