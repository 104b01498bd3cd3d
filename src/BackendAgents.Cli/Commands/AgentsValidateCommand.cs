using System.CommandLine;
using BackendAgents.Cli.Output;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Writing;
using BackendAgents.Engineering.Diagnostics;

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
                "Also write the diagnostics to this file as SARIF 2.1.0, for code scanning; '-' writes them to standard "
                + "output and nothing else.",
        };
        var all = new Option<bool>("--all")
        {
            Description = "Print every diagnostic; otherwise one line a kind, with its count and first places.",
        };
        return new Command("validate", "Checks definitions of agents, and says what is wrong as a compiler would.")
        {
            paths,
            fix,
            all,
            sarif,
        }.Runs(io, CommandRunner.JsonOption(), async (parsed, console, cancellationToken) =>
        {
            var target = parsed.GetValue(sarif);
            var mended = 0;
            var diagnostics = new List<Diagnostic>();
            var results = parsed
                .GetValue(paths)!
                .SelectMany(path => DefinitionPaths.Load(path, diagnostics))
                .DistinctBy(static result => result.Definition.Source)
                .ToList();
            var leftOut = diagnostics.Count;
            foreach (var result in results)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var isMended = parsed.GetValue(fix) && Fix(result.Definition.Source);
                mended += isMended ? 1 : 0;
                diagnostics.AddRange((isMended ? AgentDefinitionLoader.LoadFile(result.Definition.Source) : result).Diagnostics);
            }

            var faults = diagnostics.Count(static diagnostic => diagnostic.Severity != Severity.Info);
            if (target == "-")
                await io.Out.WriteAsync(SarifLog.Write(diagnostics));
            else
            {
                DiagnosticList.Print(diagnostics, console, parsed.GetValue(all));
                console.Line(
                    $"{Plural.Of(results.Count, "file")} loaded, {faults} repaired or wrong, "
                        + $"{Plural.Of(diagnostics.Count - faults, "note")}"
                        + (leftOut > 0 ? $"; {Plural.Of(leftOut, "other file")} left out" : "")
                        + $"{(parsed.GetValue(fix) ? $"; {Plural.Of(mended, "file")} mended" : "")}"
                );
                console.Json(
                    new
                    {
                        ok = faults == 0,
                        files = results.Count,
                        leftOut,
                        mended,
                        kinds = DiagnosticList
                            .Groups(diagnostics)
                            .Select(static group => new
                            {
                                code = group.Key,
                                group.First().Severity,
                                count = group.Count(),
                            }),
                        diagnostics,
                    }
                );
            }

            if (target is not (null or "-"))
                await File.WriteAllTextAsync(target, SarifLog.Write(diagnostics), cancellationToken);
            return faults == 0 ? ExitCode.Ok : ExitCode.Findings;
        });
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
}
