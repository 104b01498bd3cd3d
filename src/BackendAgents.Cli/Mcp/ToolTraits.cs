using ModelContextProtocol.Protocol;

namespace BackendAgents.Cli.Mcp;

/// <summary>What a client may know about a tool before it calls it.</summary>
internal static class ToolTraits
{
    private static readonly Dictionary<string, (string Title, Kind Kind)> s_known = new(StringComparer.Ordinal)
    {
        ["blueprint-get"] = ("Read the blueprint", Kind.Reads),
        ["blueprint-validate"] = ("Check a blueprint", Kind.Reads),
        ["blueprint-replace"] = ("Replace the blueprint", Kind.Replaces),
        ["blueprint-form"] = ("Show the form of a blueprint", Kind.Reads),
        ["blueprint-edit"] = ("Edit the blueprint", Kind.Changes),
        ["schema-describe"] = ("Describe the tables", Kind.Reads),
        ["schema-ddl"] = ("Read the SQL", Kind.Reads),
        ["schema-er_diagram"] = ("Read the ER diagram", Kind.Reads),
        ["openapi-get"] = ("Read the OpenAPI document", Kind.Reads),
        ["openapi-describe_operation"] = ("Describe an operation", Kind.Reads),
        ["docker-dockerfile"] = ("Read the Dockerfile", Kind.Reads),
        ["docker-dockerignore"] = ("Read the .dockerignore", Kind.Reads),
        ["review-check"] = ("Check by rules", Kind.Reads),
        ["review-rules"] = ("List the rules", Kind.Reads),
        ["review-apply_fixes"] = ("Mend findings", Kind.Changes),
        ["workspace-list"] = ("List the files", Kind.Reads),
        ["workspace-read"] = ("Read a file", Kind.Reads),
        ["workspace-search"] = ("Search the files", Kind.Reads),
        ["workspace-write"] = ("Add a document", Kind.Replaces),
        ["requirements-read_brief"] = ("Draft from a brief", Kind.Reads),
        ["requirements-facts_form"] = ("Read the form of facts", Kind.Reads),
        ["requirements-facts"] = ("Draft from facts", Kind.Replaces),
        ["code-scaffold"] = ("List hooks and handlers to write", Kind.Reads),
        ["code-read"] = ("Read a hook or handler", Kind.Reads),
        ["code-write"] = ("Write a hook or handler", Kind.Replaces),
        ["code-check"] = ("Compile what is written by hand", Kind.Reads),
        // It runs what an agent wrote: whoever asks a person before anything is changed should ask here, too.
        ["code-run"] = ("Run a scenario", Kind.Changes),
        ["scenario-add"] = ("Add a scenario", Kind.Replaces),
        ["scenario-list"] = ("List scenarios", Kind.Reads),
        ["scenario-explain"] = ("Tell a scenario", Kind.Reads),
    };

    /// <summary>What a tool does to what is there.</summary>
    public enum Kind
    {
        /// <summary>Nothing.</summary>
        Reads,

        /// <summary>Changes it, and again when called again.</summary>
        Changes,

        /// <summary>Takes the place of something; again is as good as once.</summary>
        Replaces,
    }

    /// <summary>Title and annotations of a tool. One that is not known here is taken to change things.</summary>
    public static (string Title, ToolAnnotations Annotations) Of(string name)
    {
        var (title, kind) = s_known.TryGetValue(name, out var known) ? known : (name, Kind.Changes);
        return (title, Of(title, kind));
    }

    public static ToolAnnotations Of(string title, Kind kind, bool isOpen = false) =>
        new()
        {
            Title = title,
            ReadOnlyHint = kind == Kind.Reads,
            DestructiveHint = kind != Kind.Reads,
            IdempotentHint = kind != Kind.Changes,
            OpenWorldHint = isOpen,
        };
}
