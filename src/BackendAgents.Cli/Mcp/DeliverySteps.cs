using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BackendAgents.Cli.Commands;
using BackendAgents.Cli.Output;
using BackendAgents.Coordination.Events;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Code;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Verification;

namespace BackendAgents.Cli.Mcp;

/// <summary>What the tools of a delivery do, each answering as plugins do.</summary>
internal sealed class DeliverySteps(McpDelivery delivery, string folder, IProgress<string> progress)
{
    private const int MaxListed = 50;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes the project.</summary>
    public JsonObject Generate(CancellationToken cancellationToken)
    {
        if (delivery.Project.Current.Blueprint is null)
            throw new CliInputException("There is no blueprint yet.", "Write one with blueprint-replace.");
        progress.Report("writing the files");
        var report = Delivery.Open(folder, delivery.IntoExisting).Write(delivery.Project.Current.Artifacts, cancellationToken);
        var summary =
            $"{Plural.Of(report.Written.Count, "file")} written to {folder}, {report.Unchanged.Count} unchanged, "
            + $"{report.Removed.Count} removed."
            + Named("Removed", report.Removed)
            + Named("Kept as edited by hand", report.Conflicts);
        return Answer(summary, DeliveryState.Broken(report));
    }

    /// <summary>Checks the folder.</summary>
    public JsonObject Check()
    {
        progress.Report("checking the rules");
        var blueprint = Blueprint();
        var findings = new CheckEngine().Check(new CheckContext(blueprint, DeliveredFiles.Read(folder)));
        var preview = Delivery.Open(folder, intoExisting: true).Preview(Delivery.Project(blueprint, folder).Current.Artifacts);
        IReadOnlyList<Diagnostic> all = [.. DeliveryState.Of(preview), .. findings];
        return Answer($"{Plural.Of(all.Count, "finding")} in {folder}.", all);
    }

    /// <summary>Verifies the folder.</summary>
    public async Task<JsonObject> VerifyAsync(CancellationToken cancellationToken)
    {
        var blueprint = Blueprint();
        if (!delivery.RunWrittenCode && HandWritten.ByAgents(DeliveredFiles.Read(folder)).FirstOrDefault() is { } written)
            throw new CliInputException(
                $"An agent wrote {written.Path}, and verifying would run it.",
                "Only a person can allow that: start the server with --run-written-code."
            );
        var results = new List<VerificationResult>();
        foreach (var verifier in Verifiers.All())
        {
            progress.Report($"{verifier.Id} …");
            var context = new VerificationContext(
                blueprint,
                DeliveredFiles.Read(folder),
                Path.GetFullPath(folder),
                new Relay(line => progress.Report($"{verifier.Id}: {line}"))
            );
            using var clock = ToolProgress.Clock(progress, verifier.Id);
            var result = await verifier.VerifyAsync(context, cancellationToken);
            progress.Report($"{verifier.Id}: {RunLines.Words(result.Outcome.ToString())}");
            results.Add(result);
        }

        var summary = string.Join(
            '\n',
            results.Select(static result => $"{result.Verifier}: {RunLines.Words(result.Outcome.ToString())}. {result.Summary}")
        );
        var isPassed = results.TrueForAll(static result => result.Outcome != VerificationOutcome.Failed);
        return Answer(summary, [.. results.SelectMany(static result => result.Findings)], isPassed);
    }

    /// <summary>One after the other, as far as it goes well.</summary>
    public async Task<JsonObject> DeliverAsync(CancellationToken cancellationToken)
    {
        var written = Generate(cancellationToken);
        if (!IsFine(written))
            return written;
        var check = Check();
        if (!IsFine(check))
            return check;
        var verified = await VerifyAsync(cancellationToken);
        verified["summary"] = $"{written["summary"]}\n{check["summary"]}\n{verified["summary"]}";
        return verified;
    }

    private static bool IsFine(JsonObject answer) => (bool)answer["accepted"]!;

    private static string Named(string what, IReadOnlyList<string> paths) =>
        paths.Count == 0 ? "" : $"\n{what}: {string.Join(", ", paths.Take(MaxListed))}{(paths.Count > MaxListed ? ", …" : "")}.";

    private Blueprint Blueprint()
    {
        var file = Path.Combine(folder, Place.BlueprintFile);
        if (!File.Exists(file))
            throw new CliInputException($"There is no delivery in '{folder}' yet.", "Write one with delivery-generate.");
        var read = CapabilityCatalog.BuiltIn.Read(File.ReadAllText(file), file);
        return read.Blueprint
            ?? throw new CliInputException(
                $"{read.Problems[0].Place}: {read.Problems[0].Code}: {read.Problems[0].Message}",
                read.Problems[0].Remedy
            );
    }

    // Findings of severity error are why a step is refused, so they stand for its problems, too.
    private static JsonObject Answer(string summary, IReadOnlyList<Diagnostic> findings, bool isPassed = true)
    {
        var answer = new JsonObject
        {
            ["accepted"] = isPassed && !findings.Any(static finding => finding.Severity == Severity.Error),
            ["summary"] = summary,
            ["findings"] = new JsonArray([.. findings.Take(MaxListed).Select(static finding => Item(finding))]),
        };
        if (findings.Count > MaxListed)
            answer["notListed"] = findings.Count - MaxListed;
        return answer;
    }

    private static JsonNode Item(Diagnostic finding) =>
        JsonSerializer.SerializeToNode(
            new
            {
                finding.Key,
                finding.Code,
                finding.Severity,
                finding.Area,
                finding.Place,
                finding.Message,
                finding.Remedy,
                finding.Fixable,
            },
            s_json
        )!;

    /// <summary>In order and at once, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Relay(Action<string> tell) : IProgress<string>
    {
        public void Report(string value) => tell(value);
    }
}
