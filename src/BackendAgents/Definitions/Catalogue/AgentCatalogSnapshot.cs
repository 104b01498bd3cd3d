using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Definitions.Catalogue;

/// <summary>A catalogue at one moment. Immutable.</summary>
/// <param name="Agents">The agents that count, by name.</param>
/// <param name="Diagnostics">What was said when they were read, collisions of names included.</param>
internal sealed record AgentCatalogSnapshot(IReadOnlyList<AgentEntry> Agents, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The agent of a name, or null.</summary>
    /// <param name="name">The name in kebab case.</param>
    public AgentDefinition? Find(string name) => Agents.FirstOrDefault(entry => entry.Definition.Name == name)?.Definition;

    // Reads all sources. A file that can't be read is said and leaves the others alone.
    internal static AgentCatalogSnapshot Read(IReadOnlyList<AgentSource> sources, CancellationToken cancellationToken)
    {
        var diagnostics = new List<Diagnostic>();
        var agents = new SortedDictionary<string, AgentEntry>(StringComparer.Ordinal);
        foreach (var source in sources.OrderBy(static source => source.Scope))
        {
            foreach (var definition in Definitions(source, diagnostics, cancellationToken))
            {
                var entry = new AgentEntry(definition, source.Scope);
                if (agents.TryGetValue(definition.Name, out var known))
                    diagnostics.Add(Collision(known, entry));

                // Of one scope the first counts, as it does for people who read a list from its top.
                if (known is null || entry.Scope > known.Scope)
                    agents[definition.Name] = entry;
            }
        }

        return new AgentCatalogSnapshot([.. agents.Values], diagnostics);
    }

    private static List<AgentDefinition> Definitions(AgentSource source, List<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (source.Package is { } package)
        {
            var embedded = AgentDefinitionLoader.LoadPackage(package);
            diagnostics.AddRange(embedded.SelectMany(static result => result.Diagnostics));
            return [.. embedded.Select(static result => result.Definition)];
        }

        if (source.Folder is null || !Directory.Exists(source.Folder))
            return [];
        var read = DefinitionFolder.Read(source.Folder, cancellationToken);
        diagnostics.AddRange(read.Agents.SelectMany(static result => result.Diagnostics));
        diagnostics.AddRange(read.LeftOut);
        return [.. read.Agents.Select(static result => result.Definition)];
    }

    private static Diagnostic Collision(AgentEntry known, AgentEntry found)
    {
        var (counts, other) = found.Scope > known.Scope ? (found, known) : (known, found);
        var why = counts.Scope == other.Scope ? "which comes first" : $"{Word(counts.Scope)} over {Word(other.Scope)}";
        return new Diagnostic(
            "DEF060",
            Severity.Warning,
            new Place(other.Definition.Source, null, 1, 1),
            $"'{known.Definition.Name}' is also in {counts.Definition.Source}, which counts ({why}).",
            "Give one of them another name, unless that is meant."
        );
    }

    private static string Word(AgentScope scope) =>
        scope switch
        {
            AgentScope.BuiltIn => "built-in",
            AgentScope.User => "user",
            _ => "project",
        };
}

/// <summary>An agent of a catalogue.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Scope">Whose it is.</param>
internal sealed record AgentEntry(AgentDefinition Definition, AgentScope Scope);
