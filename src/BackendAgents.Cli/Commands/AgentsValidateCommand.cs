using System.CommandLine;
using BackendAgents.Cli.Output;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Writing;
using BackendAgents.Engineering.Checks;

namespace BackendAgents.Cli.Commands;

/// <summary><c>agents validate</c>: says what is wrong with definitions as a compiler would, and mends their front matter.</summary>
internal static class AgentsValidateCommand
{
    public static Command Create(CliIo io)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Files, or folders whose definitions are checked.",
            Arity = ArgumentArity.OneOrMore,
        };
        var fix = new Option<bool>("--fix")
        {
            Description = "Write front matter that only this tool could read as YAML that all tools read. Nothing else changes.",
        };
        var sarif = new Option<string?>("--sarif")
        {
            Description =
                "Also write the diagnostics to this file as SARIF 2.1.0, for code scanning; '-' writes them to standard output and nothing else.",
        };
        return new Command("validate", "Checks definitions of agents, and says what is wrong as a compiler would.")
        {
            paths,
            fix,
            sarif,
        }.Runs(io, CommandRunner.JsonOption(), async (parsed, console, cancellationToken) =>
        {
            var files = parsed.GetValue(paths)!.SelectMany(DefinitionPaths.Files).Distinct(StringComparer.Ordinal).ToList();
            var target = parsed.GetValue(sarif);
            var mended = 0;
            var diagnostics = new List<DefinitionDiagnostic>();
            foreach (var path in files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (parsed.GetValue(fix))
                    mended += Fix(path) ? 1 : 0;
                diagnostics.AddRange(AgentDefinitionLoader.LoadFile(path).Diagnostics);
            }

            var faults = diagnostics.Count(static diagnostic => diagnostic.Severity != Severity.Info);
            if (target == "-")
                await io.Out.WriteAsync(SarifLog.Write(diagnostics));
            else
                Print(files.Count, diagnostics, faults, mended, parsed.GetValue(fix), console);
            if (target is not (null or "-"))
                await File.WriteAllTextAsync(target, SarifLog.Write(diagnostics), cancellationToken);
            return faults == 0 ? ExitCode.Ok : ExitCode.Findings;
        });
    }

    private static void Print(int files, List<DefinitionDiagnostic> diagnostics, int faults, int mended, bool isFix, CliConsole console)
    {
        foreach (var diagnostic in diagnostics)
            console.Line(diagnostic.ToString(), Style(diagnostic.Severity));
        console.Line(
            $"{files} files loaded, {faults} repaired or wrong, {diagnostics.Count - faults} notes{(isFix ? $"; {mended} files mended" : "")}"
        );
        console.Json(
            new
            {
                ok = faults == 0,
                files,
                mended,
                diagnostics,
            }
        );
    }

    private static bool Fix(string path)
    {
        // A file beyond the bound is not read whole, so it can't be written.
        if (new FileInfo(path).Length > AgentDefinitionLoader.MaxLength)
            return false;
        var file = AgentDefinitionFile.Load(path);
        var bytes = file.Fix();
        if (bytes.AsSpan().SequenceEqual(file.ToBytes()))
            return false;
        file.Save(bytes);
        return true;
    }

    private static string Style(Severity severity) =>
        severity switch
        {
            Severity.Error => "red",
            Severity.Warning => "yellow",
            _ => "grey",
        };
}
