using System.Text;
using BackendAgents.Definitions.Reading;

namespace BackendAgents.Definitions.Tools;

/// <summary>
/// The one table of what tool names in definitions mean here: names of Claude Code, Copilot and its editor, of MCP servers, and our own.
/// Immutable and thread-safe; a host adds names of its own by <see cref="With"/>. Names are compared without regard to case.
/// </summary>
public sealed class ToolTable
{
    // Reading is what any agent may do to the work; the blueprint is the file that is edited, all others follow from it.
    private static readonly string[] s_read =
    [
        "workspace-read",
        "blueprint-get",
        "schema-describe",
        "openapi-get",
        "openapi-describe_operation",
    ];
    private static readonly string[] s_find = ["workspace-list"];
    private static readonly string[] s_search = ["workspace-search"];
    private static readonly string[] s_write = ["workspace-write", "blueprint-replace"];
    private static readonly string[] s_edit = ["blueprint-edit", "blueprint-validate", "workspace-write"];
    private static readonly string[] s_check = ["review-check", "review-rules"];
    private static readonly string[] s_agents = ["agents"];

    private static readonly Dictionary<string, string[]> s_mapped = Map(
        (s_read, "Read NotebookRead view cat read_file readFile open_file"),
        (s_find, "Glob LS list_dir listDirectory list_files fileSearch file_search"),
        (s_search, "Grep codebase textSearch grep_search semantic_search usages searchResults"),
        ([.. s_find, .. s_search], "search"),
        (s_write, "Write create_file createFile create_directory createDirectory new"),
        ([.. s_write.Union(s_edit)], "edit editFiles edit_files"),
        (s_edit, "MultiEdit NotebookEdit str_replace_editor apply_patch replace_string_in_file"),
        (s_check, "problems get_errors testFailure findTestFiles"),
        (s_agents, "Task Agent custom-agent runSubagent")
    );

    // Known tools that nothing here does, and why. A model's words are never executed, and emitters and rules need no network.
    private static readonly Dictionary<string, string> s_foreign = Why(
        (
            "nothing that a model writes is executed, unless the host maps the tool to a plugin of its own",
            "Bash BashOutput KillShell KillBash shell powershell terminal execute runCommands runInTerminal run_in_terminal "
                + "runTasks runTests runNotebooks terminalLastCommand terminalSelection getTerminalOutput"
        ),
        (
            "agents have no network, unless the host maps the tool to a plugin of its own",
            "WebFetch WebSearch web fetch openSimpleBrowser githubRepo fetch_webpage browser"
        ),
        ("the coordinator keeps the list of what is to be done", "TodoWrite TodoRead todo todos manage_todo_list"),
        (
            "the coordinator does it",
            "ExitPlanMode EnterPlanMode SlashCommand Skill AskUserQuestion vscodeAPI extensions installExtension changes think LSP"
        )
    );

    // Written down, since asking the plugins for their functions would cost more than reading a thousand definitions; a test compares.
    private static readonly string[] s_own =
    [
        "blueprint-get",
        "blueprint-replace",
        "blueprint-edit",
        "blueprint-form",
        "blueprint-validate",
        "schema-describe",
        "schema-ddl",
        "schema-er_diagram",
        "openapi-get",
        "openapi-describe_operation",
        "docker-dockerfile",
        "docker-dockerignore",
        "review-check",
        "review-rules",
        "review-apply_fixes",
        "workspace-list",
        "workspace-read",
        "workspace-search",
        "workspace-write",
        "requirements-read_brief",
        "requirements-facts_form",
        "requirements-facts",
        "code-scaffold",
        "code-read",
        "code-write",
        "code-check",
        "code-run",
        "scenario-add",
        "scenario-list",
        "scenario-explain",
    ];

    private readonly Dictionary<string, string[]> _added;

    private ToolTable(Dictionary<string, string[]> added) => _added = added;

    /// <summary>The table without any names of a host.</summary>
    public static ToolTable Default { get; } = new(new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase));

    /// <summary>What a reviewer may call whose definition names no tools: all that reads, nothing that changes.</summary>
    public static IReadOnlyList<string> ReviewerDefaults { get; } =
    [
        "review-check",
        "review-rules",
        "blueprint-get",
        "schema-describe",
        "openapi-get",
        "openapi-describe_operation",
        "docker-dockerfile",
        "workspace-list",
        "workspace-read",
        "workspace-search",
    ];

    /// <summary>What any reviewer is given, whatever its tools name: to read all, and to know what the checks find.</summary>
    internal static IReadOnlyList<string> ReviewerNeeds { get; } =
    ["review-check", "blueprint-get", "workspace-list", "workspace-read", "workspace-search"];

    /// <summary>
    /// What any other agent may call whose definition names no tools: the functions of this package, never the host's own.
    /// </summary>
    public static IReadOnlyList<string> MakerDefaults { get; } =
    [.. s_own.Select(static function => function[..function.IndexOf('-', StringComparison.Ordinal)]).Distinct()];

    /// <summary>All functions of this package's plugins, as <c>plugin-function</c>.</summary>
    internal static IReadOnlyList<string> Own => s_own;

    /// <summary>All names of other products that the table knows, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_mapped.Keys.Concat(s_foreign.Keys).Order(StringComparer.Ordinal)];

    /// <summary>The table with one more name, or another meaning for one.</summary>
    /// <param name="name">The tool's name as definitions write it.</param>
    /// <param name="functions">The functions, as <see cref="FunctionSelection.Of"/> takes them.</param>
    public ToolTable With(string name, params IReadOnlyList<string> functions)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(functions);
        return new ToolTable(new Dictionary<string, string[]>(_added, StringComparer.OrdinalIgnoreCase) { [name.Trim()] = [.. functions] });
    }

    /// <summary>What a name means.</summary>
    /// <param name="tool">The name as the definition writes it, with what may stand in brackets after it.</param>
    internal ToolMeaning Of(string tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        var bracket = tool.IndexOf('(', StringComparison.Ordinal);
        var name = (bracket < 0 ? tool : tool[..bracket]).Trim();
        var meaning = OfName(name);
        if (bracket < 0)
            return meaning;
        if (meaning.Patterns is ["agents"])
            return meaning with
            {
                Patterns =
                [
                    .. tool[(bracket + 1)..]
                        .TrimEnd(')', ' ')
                        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                        .Select(static agent => $"agents-{Sanitised(agent)}"),
                ],
            };
        return meaning.Patterns.Count == 0 ? meaning : meaning with { Note = $"what stands in brackets after '{name}' is not looked at" };
    }

    /// <summary>The known name that an unknown one was probably meant to be; null when none is near.</summary>
    /// <param name="tool">A name that <see cref="Of"/> does not know.</param>
    public static string? Meant(string tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return Slips.Nearest(tool, Names.Concat(s_own));
    }

    private ToolMeaning OfName(string name)
    {
        if (name is "*" or "all")
            return new ToolMeaning(ToolKind.All, ["*"]);
        if (_added.TryGetValue(name, out var added))
            return new ToolMeaning(ToolKind.Mapped, added);
        if (s_mapped.TryGetValue(name, out var mapped))
            return new ToolMeaning(ToolKind.Mapped, mapped);
        if (s_foreign.TryGetValue(name, out var why))
            return new ToolMeaning(ToolKind.Foreign, [], why);
        if (FunctionSelection.Matches(name, s_own))
            return new ToolMeaning(ToolKind.Own, [name]);
        if (name.StartsWith("mcp__", StringComparison.OrdinalIgnoreCase))
            return Server(name[5..].Split("__", 2));
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == name.Length - 1)
            return new ToolMeaning(ToolKind.Unknown, [name]);

        // The editor groups its tools, as in search/codebase; what is no group is a server.
        var inner = OfName(name[(slash + 1)..]);
        var group = OfName(name[..slash]);
        return group.Kind is ToolKind.Mapped or ToolKind.Foreign
            ? inner.Kind is ToolKind.Mapped or ToolKind.Foreign
                ? inner
                : group
            : Server(name.Split('/', 2));
    }

    private static ToolMeaning Server(string[] parts) =>
        new(ToolKind.Server, [$"{Sanitised(parts[0])}-{(parts.Length < 2 || parts[1] is "" or "*" ? "*" : Sanitised(parts[1]))}"]);

    // Names of plugins and functions are letters, digits and underscores.
    private static string Sanitised(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
            text.Append(char.IsAsciiLetterOrDigit(c) || c == '*' ? c : '_');
        return text.ToString();
    }

    private static Dictionary<string, string[]> Map(params (string[] Functions, string Names)[] rows) =>
        rows.SelectMany(static row => row.Names.Split(' ').Select(name => (name, row.Functions)))
            .ToDictionary(static pair => pair.name, static pair => pair.Functions, StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, string> Why(params (string Reason, string Names)[] rows) =>
        rows.SelectMany(static row => row.Names.Split(' ').Select(name => (name, row.Reason)))
            .ToDictionary(static pair => pair.name, static pair => pair.Reason, StringComparer.OrdinalIgnoreCase);
}
