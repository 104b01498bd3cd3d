using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Plugins;

/// <summary>
/// What a plugin function answers: accepted or not, why, and what is still to be mended. Serialised as compact JSON, since models read it.
/// </summary>
internal sealed record PluginAnswer
{
    /// <summary>Findings and problems beyond this are counted, not listed, so that an answer stays small.</summary>
    public const int MaxListed = 50;

    private const int MaxNotes = 20;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public required bool Accepted { get; init; }

    public int? Revision { get; init; }

    public string? Summary { get; init; }

    public string? Content { get; init; }

    public IReadOnlyList<object>? Problems { get; init; }

    public IReadOnlyList<object>? Findings { get; init; }

    public IReadOnlyList<string>? Notes { get; init; }

    public int? NotListed { get; init; }

    /// <summary>The state of the project after an accepted change.</summary>
    public static string Accept(ProjectSnapshot snapshot, string summary, IReadOnlyList<Diagnostic>? notes = null) =>
        Json(
            new PluginAnswer
            {
                Accepted = true,
                Revision = snapshot.Revision,
                Summary = summary,
                Notes = Told(notes),
                Findings = List(snapshot.Findings),
                NotListed = Rest(snapshot.Findings.Count),
            }
        );

    /// <summary>Some text that was asked for.</summary>
    public static string Give(string content, string? summary = null) =>
        Json(
            new PluginAnswer
            {
                Accepted = true,
                Content = content,
                Summary = summary,
            }
        );

    /// <summary>Findings that were asked for.</summary>
    public static string Give(IReadOnlyList<Diagnostic> findings, string summary) =>
        Json(
            new PluginAnswer
            {
                Accepted = true,
                Summary = summary,
                Findings = List(findings),
                NotListed = Rest(findings.Count),
            }
        );

    /// <summary>A refusal with the blueprint's problems, each with the edits that mend it where they are known.</summary>
    /// <param name="problems">What is wrong.</param>
    /// <param name="summary">What became of what was sent.</param>
    /// <param name="notes">What was read in another way than it is written.</param>
    public static string Refuse(IReadOnlyList<Diagnostic> problems, string? summary = null, IReadOnlyList<Diagnostic>? notes = null) =>
        Json(
            new PluginAnswer
            {
                Accepted = false,
                Summary = summary,
                Problems =
                [
                    .. problems
                        .Take(MaxListed)
                        .Select(static problem =>
                            (object)
                                new
                                {
                                    problem.Code,
                                    problem.Place,
                                    problem.Message,
                                    problem.Remedy,
                                    Edits = problem.Edits is null ? (JsonElement?)null : JsonElement.Parse(problem.Edits),
                                }
                        ),
                ],
                Notes = Told(notes),
                NotListed = Rest(problems.Count),
            }
        );

    /// <summary>What is wrong with something that was kept all the same.</summary>
    public static string Refuse(IReadOnlyList<object> problems, string summary) =>
        Json(
            new PluginAnswer
            {
                Accepted = false,
                Summary = summary,
                Problems = [.. problems.Take(MaxListed)],
                NotListed = Rest(problems.Count),
            }
        );

    /// <summary>A refusal of the call itself.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="isChange">Whether a change was asked for, so that it must be said that there was none.</param>
    public static string Refuse(string message, string remedy, bool isChange = false) =>
        Json(
            new PluginAnswer
            {
                Accepted = false,
                Summary = isChange ? "Nothing was changed." : null,
                Problems = [new { Message = message, Remedy = remedy }],
            }
        );

    private static List<object> List(IReadOnlyList<Diagnostic> findings) =>
        [
            .. findings
                .Take(MaxListed)
                .Select(static finding =>
                    (object)
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
                        }
                ),
        ];

    /// <summary>What tells one text from another, short enough to say.</summary>
    public static string Hash(string text) => "sha256 " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    private static IReadOnlyList<string>? Told(IReadOnlyList<Diagnostic>? notes) =>
        notes is null or []
            ? null
            : [.. notes.Take(MaxNotes).Select(static note => note.Place.Path is { } path ? $"{path}: {note.Message}" : note.Message)];

    /// <summary>A number with what it counts: 1 file, 2 files.</summary>
    public static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static int? Rest(int count) => count > MaxListed ? count - MaxListed : null;

    private static string Json(PluginAnswer answer) => JsonSerializer.Serialize(answer, s_options);
}
