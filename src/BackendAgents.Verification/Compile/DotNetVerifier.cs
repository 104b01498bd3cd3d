using System.Diagnostics;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Verification.Running;

namespace BackendAgents.Verification.Compile;

/// <summary>
/// Compiles a delivery with warnings as errors and runs its own tests, by the .NET SDK of this machine. Executes what is delivered.
/// </summary>
internal sealed partial class DotNetVerifier : IVerifier
{
    /// <inheritdoc />
    public string Id => "dotnet";

    private const int MaxReason = 300;

    /// <summary>How long the build may take, and how long the tests; they are ended then.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public async Task<VerificationResult> VerifyAsync(VerificationContext context, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (ProcessRunner.Find("dotnet") is not { } dotnet)
            return Result(
                VerificationOutcome.NotRun,
                "There is no .NET SDK. Install .NET 10 to have the delivery compiled and tested.",
                []
            );
        var solution = Directory.Exists(context.Folder)
            ? Directory.EnumerateFiles(context.Folder, "*.slnx").Order(StringComparer.Ordinal).FirstOrDefault()
            : null;
        if (solution is null)
            return Result(
                VerificationOutcome.Failed,
                "There is no solution.",
                [Finding("CS001", new Place("."), "The folder holds no solution.", "Generate the delivery again.")]
            );

        context.Progress?.Report("Compiling with warnings as errors");
        // Its tests wait for what they test: a second build process would only have to be started.
        var build = await ProcessRunner.RunAsync(
            Request(dotnet, context.Folder, ["build", solution, "-m:1", "-v", "q", .. DeliveryEnvironment.BuildArguments]),
            cancellationToken
        );
        if (!build.Succeeded)
            return Result(
                VerificationOutcome.Failed,
                build.TimedOut ? "The build took too long." : "It doesn't compile.",
                Errors(build, context.Folder)
            );

        context.Progress?.Report("Running its tests");
        using var report = new TestReport();
        var tests = Request(dotnet, context.Folder, ["test", solution, "--no-build", "-nologo", "-nodeReuse:false", .. report.Arguments]);
        var test = await ProcessRunner.RunAsync(await NetworkIsolation.ForAsync(tests, context), cancellationToken);
        var summary = Summary().Match(test.Text);
        var passed = summary.Success ? summary.Groups["passed"].Value : "0";
        if (!test.Succeeded || passed == "0")
            return Result(
                VerificationOutcome.Failed,
                test.TimedOut ? $"Its tests did not end within {Limit.TotalMinutes:0.#} minutes."
                    : summary.Success ? $"{summary.Groups["failed"].Value} of its tests fail."
                    : "Its tests don't run.",
                Failures(test)
            ) with
            {
                Shown = report.Read(),
            };
        return Result(VerificationOutcome.Passed, $"Compiled without a warning; {passed} tests passed.", []) with { Shown = report.Read() };

        VerificationResult Result(VerificationOutcome outcome, string text, IReadOnlyList<Diagnostic> findings) =>
            new(Id, outcome, text, findings, Stopwatch.GetElapsedTime(started));
    }

    private ProcessRequest Request(string dotnet, string folder, IReadOnlyList<string> arguments) =>
        new(dotnet, arguments)
        {
            WorkingDirectory = folder,
            Environment = DeliveryEnvironment.Variables,
            Timeout = Limit,
        };

    private static List<Diagnostic> Errors(ProcessResult build, string folder)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var errors = CompilerError()
            .Matches(build.Text)
            .Select(match =>
                (
                    Path: match.Groups["file"].Value.Replace(root, "", StringComparison.Ordinal),
                    Line: int.TryParse(match.Groups["line"].Value, out var line) ? line : 1,
                    Text: match.Groups["text"].Value
                )
            )
            .Distinct()
            .Take(50)
            .Select(static error =>
                Finding(
                    "CS001",
                    new Place(error.Path, Line: error.Line),
                    error.Text.Trim(),
                    "Mend the line, or what it was generated from."
                )
            )
            .ToList();
        return errors.Count > 0 ? errors : [Finding("CS001", new Place("."), End(build), "See the output of 'dotnet build'.")];
    }

    /// <summary>What a run of the tests has against the delivery: calls without an answer first, then tests that fail.</summary>
    internal static List<Diagnostic> Failures(ProcessResult test)
    {
        var silent = Silent()
            .Matches(test.Text)
            .Select(static match =>
                Finding(
                    "TEST002",
                    new Place("tests", match.Groups["call"].Value),
                    $"{match.Groups["call"].Value} gave {match.Groups["silence"].Value}.",
                    "Let its hook or its handler come to an end: something there loops, or waits for ever."
                )
            );
        var failures = FailedTest()
            .Matches(test.Text)
            .Select(static match => (Name: match.Groups["name"].Value.Trim(), Reason: Reason(match.Groups["reason"].Value)))
            .DistinctBy(static failure => failure.Name)
            .Take(50)
            .Select(static failure =>
                Finding(
                    "TEST001",
                    new Place("tests", failure.Name),
                    $"The test {failure.Name} fails.{failure.Reason}",
                    "Mend what it shows; 'dotnet test' says where."
                )
            )
            .ToList();
        failures.InsertRange(0, silent.DistinctBy(static finding => finding.Place).Take(10));
        return failures.Count > 0 ? failures : [Finding("TEST001", new Place("tests"), End(test), "See the output of 'dotnet test'.")];
    }

    // The first lines of what the test expected and got, on one line: whoever mends it may be a model that runs nothing.
    private static string Reason(string message)
    {
        var words = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0 ? ""
            : words.Length <= MaxReason ? " " + words
            : $" {words[..MaxReason]}…";
    }

    private static string End(ProcessResult result) => result.Text.Length <= 2_000 ? result.Text : result.Text[^2_000..];

    private static Diagnostic Finding(string rule, Place place, string message, string remedy) =>
        new(rule, Severity.Error, place, message, remedy) { Area = Area.Quality };

    [GeneratedRegex(@"^\s*(?<file>[^(\r\n]+)\((?<line>\d+),\d+\): error (?<text>[^\[\r\n]+)", RegexOptions.Multiline, 5_000)]
    private static partial Regex CompilerError();

    // With how long it took behind it: databases write 'Failed executing' to the log.
    [GeneratedRegex(
        @"^\s*Failed (?<name>[^\[\r\n]+)\[(?:< )?\d+ (?:ms|s|m|h)\b[^\r\n]*(?:\r?\n\s*Error"
            + @" Message:\s*(?<reason>(?!\s*Stack Trace:)[^\r\n]*"
            + @"(?:\r?\n(?!\s*(?:Stack Trace:|Failed |Passed |Failed!)).*){0,5}))?",
        RegexOptions.Multiline,
        5_000
    )]
    private static partial Regex FailedTest();

    // What the delivered tests say of a call that they waited for.
    [GeneratedRegex(@"(?<call>[A-Z]{3,7} /\S{0,200}): there was (?<silence>no answer within \d+ s)", RegexOptions.None, 5_000)]
    private static partial Regex Silent();

    [GeneratedRegex(@"Failed:\s+(?<failed>\d+), Passed:\s+(?<passed>\d+)", RegexOptions.None, 5_000)]
    private static partial Regex Summary();
}
