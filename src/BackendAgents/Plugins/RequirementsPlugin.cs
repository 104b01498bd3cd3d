using System.ComponentModel;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Offline;
using Microsoft.SemanticKernel;

namespace BackendAgents.Plugins;

/// <summary>A function that drafts a blueprint from plain language by rules alone: a start that an agent can improve on.</summary>
public sealed class RequirementsPlugin
{
    /// <summary>Reads a brief.</summary>
    [KernelFunction("read_brief")]
    [Description(
        "Drafts a blueprint from a brief by deterministic rules, and says what was assumed and what could not be placed. Changes nothing."
    )]
    public static string ReadBrief([Description("The brief, in English.")] string brief)
    {
        if (PluginLimits.Refuse(brief, nameof(brief)) is { } refusal)
            return refusal;
        var reading = BriefReader.Read(brief);
        return reading.Blueprint is { } blueprint
            ? PluginAnswer.Give(BlueprintYaml.Write(blueprint), reading.RequirementsMarkdown)
            : PluginAnswer.Refuse(
                string.Join(' ', reading.Problems.Select(static problem => problem.ToString())),
                "Say in English what is stored and who may do what."
            );
    }
}
