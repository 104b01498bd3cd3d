using System.ComponentModel;
using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Projects;
using BackendAgents.Plugins;
using Microsoft.SemanticKernel;

namespace BackendAgents.Coordination.Turns;

/// <summary>
/// The functions that the coordinator itself offers to kernel agents: asking a person, and reading what a view only refers to.
/// </summary>
internal static class PeopleFunctions
{
    public const string AskName = "people-ask";
    private const int MaxLines = 400;
    private const int MaxText = 20_000;

    public static IReadOnlyList<KernelFunction> Of(BackendProject project, string brief, string context) =>
        [
            .. KernelPluginFactory.CreateFromFunctions("people", [Ask]),
            .. KernelPluginFactory.CreateFromFunctions(
                "team",
                [
                    KernelFunctionFactory.CreateFromMethod(
                        (
                            [Description("Path of an artifact, or 'brief', or 'context'.")] string path,
                            [Description("First line, from 1.")] int from = 1,
                            [Description("How many lines, at most 400.")] int count = 200
                        ) => Read(project, brief, context, path, from, count),
                        "read",
                        "Reads lines of an artifact, or of the brief, that the task refers to, numbered."
                    ),
                ]
            ),
        ];

    private static KernelFunction Ask { get; } =
        KernelFunctionFactory.CreateFromMethod(
            (
                [Description("The question, complete in itself.")] string question,
                [Description("Separated by |; empty for free text.")] string choices = ""
            ) => "Nobody is there to be asked. Decide yourself and state the assumption.",
            "ask",
            "Asks a person something that only a person can decide. The answer may take days."
        );

    public static Question QuestionOf(KernelArguments? arguments, TeamTask task, string key) =>
        new()
        {
            Id = "ask-" + key,
            AskedBy = task.Role,
            Text = Bounded(arguments?["question"]?.ToString()),
            Choices =
            [
                .. (arguments?.TryGetValue("choices", out var choices) == true ? choices?.ToString() ?? "" : "")
                    .Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Take(20),
            ],
        };

    public static string Bounded(string? text) =>
        text is null ? ""
        : text.Length > 2_000 ? text[..2_000]
        : text;

    private static string Read(BackendProject project, string brief, string context, string path, int from, int count)
    {
        var content =
            path == "brief" ? brief
            : path == "context" ? context
            : project.Current.Artifacts.Find(path)?.Content;
        if (content is null)
            return $"There is no artifact '{Bounded(path)}'.";
        var text = PluginArtifacts.Lines(content, Math.Max(1, from), Math.Clamp(count, 1, MaxLines));
        return text.Length > MaxText ? text[..MaxText] : text;
    }
}
