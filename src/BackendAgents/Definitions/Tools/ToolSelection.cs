using Microsoft.SemanticKernel;

namespace BackendAgents.Definitions.Tools;

/// <summary>The functions that a definition's tools stand for in a kernel.</summary>
/// <param name="Functions">What the agent is offered, each once, in the order of the plugins.</param>
/// <param name="Notes">What was named and is not offered, and why; nothing is dropped in silence.</param>
internal sealed record ToolSelection(IReadOnlyList<KernelFunction> Functions, IReadOnlyList<ToolNote> Notes)
{
    /// <summary>
    /// Finds the functions of a definition: those of its tools, or of its default set where it names none, less the disallowed ones. Who
    /// reviews gets what reviewing needs on top, whatever its tools name: <see cref="ToolTable.ReviewerNeeds"/>.
    /// </summary>
    /// <param name="plugins">Where to look.</param>
    /// <param name="definition">The definition.</param>
    /// <param name="table">What names mean; the default table when null.</param>
    public static ToolSelection Of(IEnumerable<KernelPlugin> plugins, AgentDefinition definition, ToolTable? table = null)
    {
        ArgumentNullException.ThrowIfNull(plugins);
        ArgumentNullException.ThrowIfNull(definition);
        table ??= ToolTable.Default;
        List<KernelPlugin> all = [.. plugins];
        List<ToolNote> notes = [];
        var wanted = definition.Tools is { } named
            ? Find(named, isRefused: false)
            : FunctionSelection
                .Of(all, definition.Areas.Count > 0 ? ToolTable.ReviewerDefaults : ToolTable.MakerDefaults)
                .Functions.ToHashSet();
        if (definition.Areas.Count > 0)
            wanted.UnionWith(FunctionSelection.Of(all, ToolTable.ReviewerNeeds).Functions);
        var refused = Find(definition.DisallowedTools, isRefused: true);
        return new ToolSelection(
            [.. all.SelectMany(static plugin => plugin).Where(function => wanted.Contains(function) && !refused.Contains(function))],
            notes
        );

        HashSet<KernelFunction> Find(IReadOnlyList<string> tools, bool isRefused)
        {
            HashSet<KernelFunction> found = [];
            foreach (var tool in tools)
            {
                var meaning = table.Of(tool);
                var functions = FunctionSelection.Of(all, meaning.Patterns).Functions;
                found.UnionWith(functions);
                if (Why(meaning, tool, functions.Count) is { } why)
                    notes.Add(new ToolNote(tool, isRefused, why));
            }

            return found;
        }
    }

    private static string? Why(ToolMeaning meaning, string tool, int functions) =>
        meaning.Kind switch
        {
            ToolKind.Foreign => $"it is known, but not offered: {meaning.Note}",
            _ when functions > 0 => meaning.Note,
            ToolKind.Server => "no plugin of that server's name was added by the host",
            ToolKind.Unknown => ToolTable.Meant(tool) is { } meant
                ? $"no function is called so; '{meant}' was probably meant"
                : "no function is called so",
            _ => "the kernel has no such function",
        };
}

/// <summary>Something to know about a tool that a definition names.</summary>
/// <param name="Tool">The name as written.</param>
/// <param name="Disallowed">Whether it stands under <c>disallowedTools</c>.</param>
/// <param name="Reason">What became of it, in half a sentence.</param>
internal sealed record ToolNote(string Tool, bool Disallowed, string Reason);
