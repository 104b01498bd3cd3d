# Sourced by what builds and tests: settings of .NET, and a C# compiler that stays warm until the script ends. Verifiers and builds use it
# by these variables.

# Most processes here are over in seconds, and most of their seconds go into compiling at run time. To measure code so that it is compiled
# better later costs a fifth of that; to keep its memory from being written and executed at once costs as much again.
export DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0

if [ -z "${BACKENDAGENTS_COMPILER:-}" ]; then
  compiler=$(find "$(dirname "$(readlink -f "$(command -v dotnet)")")/sdk" -name VBCSCompiler.dll | sort | tail -1)
  if [ -n "$compiler" ]; then
    export BACKENDAGENTS_COMPILER="ba-$$" SharedCompilationId="ba-$$" UseSharedCompilation=true
    dotnet "$compiler" "-pipename:$BACKENDAGENTS_COMPILER" >/dev/null 2>&1 &
    trap "kill $! 2>/dev/null || true" EXIT
  fi
fi
