using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>The codes of <see cref="Diagnostic"/>, each with its meaning and its general remedy. A code is never reused.</summary>
internal static class BlueprintRules
{
    internal static readonly BlueprintRule Syntax = new(
        "BP001",
        "The document is YAML that can be read",
        "Correct the YAML at this place."
    );
    internal static readonly BlueprintRule Limit = new(
        "BP002",
        "Sizes and counts stay within bounds",
        "Make it smaller, or split the service."
    );
    internal static readonly BlueprintRule Alias = new("BP003", "Anchors, aliases and tags are not used", "Write the value out in full.");
    internal static readonly BlueprintRule DuplicateKey = new("BP004", "A key stands once in its mapping", "Remove one of them.");
    internal static readonly BlueprintRule UnknownKey = new(
        "BP005",
        "Every key is known",
        "Correct or remove the key; docs/backend.schema.json lists all."
    );
    internal static readonly BlueprintRule WrongType = new(
        "BP006",
        "Every value has the type its key asks for",
        "Write a value of that type."
    );
    internal static readonly BlueprintRule UnknownValue = new(
        "BP007",
        "Closed lists of values are kept to",
        "Use one of the values listed."
    );
    internal static readonly BlueprintRule Missing = new("BP008", "What is required is there", "Add it.");
    internal static readonly BlueprintRule Identifier = new(
        "BP010",
        "Names have the notation of their kind",
        "Rename it as the message says."
    );
    internal static readonly BlueprintRule ReservedName = new(
        "BP011",
        "Names do not collide with .NET or system names",
        "Choose a more specific name."
    );
    internal static readonly BlueprintRule DuplicateId = new("BP012", "Ids are unique", "Give one of them another id.");
    internal static readonly BlueprintRule DuplicateName = new(
        "BP013",
        "Names are unique, also as tables, paths, columns and types",
        "Rename one of them."
    );
    internal static readonly BlueprintRule UnknownReference = new(
        "BP014",
        "References lead to something that exists",
        "Name an existing element by its id, or add it."
    );
    internal static readonly BlueprintRule NotApplicable = new(
        "BP015",
        "Settings are used only where they mean something",
        "Remove the setting."
    );
    internal static readonly BlueprintRule OutOfRange = new("BP016", "Numbers stay within their range", "Choose a number in the range.");
    internal static readonly BlueprintRule TextContent = new(
        "BP017",
        "Texts are of bounded length and free of control characters",
        "Shorten or clean the text."
    );
    internal static readonly BlueprintRule FieldOption = new("BP020", "A field has the options that its type requires", "Add the option.");
    internal static readonly BlueprintRule Literal = new(
        "BP021",
        "Literals are values of their field's type and meet its constraints",
        "Write a value that the field accepts."
    );
    internal static readonly BlueprintRule Pattern = new(
        "BP022",
        "Patterns compile and run in linear time",
        "Use the common subset: no look-around, no back-references, no atomic groups."
    );
    internal static readonly BlueprintRule Unfillable = new(
        "BP023",
        "A required value can be filled",
        "Give it a default, make it optional, or let callers write it."
    );
    internal static readonly BlueprintRule SetNull = new(
        "BP030",
        "Set-null is used only on optional relations",
        "Make the relation optional, or use restrict or cascade."
    );
    internal static readonly BlueprintRule Direction = new(
        "BP034",
        "A relation leads from the one to the many",
        "Write it as a sentence: relation: each comment belongs to one post."
    );
    internal static readonly BlueprintRule RequiredCycle = new(
        "BP031",
        "Required relations form no cycle",
        "Make one relation of the cycle optional."
    );
    internal static readonly BlueprintRule OwnerPath = new(
        "BP032",
        "An owner path leads from the entity to the account",
        "List the relations from the entity, dependent to principal, up to the account."
    );
    internal static readonly BlueprintRule Comparable = new(
        "BP033",
        "A check compares values of one kind",
        "Compare fields of the same kind, or with a literal of the field's type."
    );
    internal static readonly BlueprintRule Authentication = new(
        "BP040",
        "Authentication is complete where roles are used",
        "Set authentication: kind jwt, account, login and defaultRole."
    );
    internal static readonly BlueprintRule Login = new(
        "BP041",
        "The login field is a required, unique e-mail or string of the account",
        "Make it required, unique, read-write and of type email or string."
    );
    internal static readonly BlueprintRule Privileged = new(
        "BP042",
        "Privileged roles are never given by registration",
        "Take selfRegister from it, and choose another default role."
    );
    internal static readonly BlueprintRule Scope = new(
        "BP043",
        "Own scope is used only where rows have an owner and callers are known",
        "Add an owner path to the entity, or use scope any."
    );
    internal static readonly BlueprintRule AccountCreate = new(
        "BP044",
        "Accounts are created by registration only",
        "Remove the create operation."
    );
    internal static readonly BlueprintRule Route = new(
        "BP045",
        "No two operations have the same method and path",
        "Remove or rename one of them."
    );
    internal static readonly BlueprintRule Transition = new(
        "BP046",
        "An action has a transition that can happen",
        "Correct the transition."
    );
    internal static readonly BlueprintRule Link = new(
        "BP047",
        "Link operations name a many-to-many relation of their entity",
        "Name the relation, and the entity on the side it is called from."
    );
    internal static readonly BlueprintRule Event = new(
        "BP048",
        "Events are raised by operations that change something",
        "Name an operation that changes something."
    );
    internal static readonly BlueprintRule StillReferred = new(
        "BP050",
        "What is removed is not referred to",
        "Remove what refers to it first, or set cascade to true."
    );
    internal static readonly BlueprintRule Edit = new("BP051", "An edit is understood", "Correct the edit as the message says.");

    internal static readonly BlueprintRule Loose = new(
        "BP052",
        "A document is written as documented",
        "Nothing to do: it was read as the message says."
    );

    internal static readonly BlueprintRule StoredRemoved = new(
        "BP060",
        "What a delivered service stores is not removed",
        "Keep it: rows that are stored would lose it. Set its exposure to internal where callers shall no longer see it."
            + " Where nothing is deployed yet, delete .backend-agents/release.json to begin anew."
    );
    internal static readonly BlueprintRule StoredRenamed = new(
        "BP061",
        "Tables and columns of a delivered service keep their names",
        "Keep the old name in the database: write it as 'table' or 'column' of the element."
    );
    internal static readonly BlueprintRule StoredChanged = new(
        "BP062",
        "Types and bounds of what a delivered service stores stay",
        "Take the change back, or add a new field beside it."
    );
    internal static readonly BlueprintRule StoredRequired = new(
        "BP063",
        "What is added to a stored thing fits the rows that are there",
        "Make it optional, or give it a default."
    );

    internal static readonly BlueprintRule Scenario = new(
        "BP070",
        "A scenario calls what the service offers, and refers to what is known by then",
        "Correct the step as the message says; the operation's schemas are in openapi.json."
    );
    internal static readonly BlueprintRule Expression = new(
        "BP080",
        "Expressions are understood, and of the type that their place asks for",
        "Correct the expression as the message says; docs/behaviour.md shows the form."
    );
    internal static readonly BlueprintRule Behaviour = new(
        "BP081",
        "Declared behaviour can happen",
        "Correct it as the message says; docs/behaviour.md shows the form."
    );

    internal static readonly BlueprintRule Services = new(
        "BP090",
        "Each entity has one service, and no service needs rows of another in its transactions",
        "Move the entity, or have the other service do its part when it hears an event; docs/capabilities/services.md shows how."
    );

    internal static readonly BlueprintRule RequirementLost = new(
        "BP071",
        "Agents keep the requirements of a brief as they are",
        "Send the requirement again, word for word and with its kind."
    );
    internal static readonly BlueprintRule RequirementWaived = new(
        "BP072",
        "Only a person waives a requirement",
        "Leave it open, or decline it with a reason."
    );

    internal static readonly BlueprintRule RequirementUnfounded = new(
        "BP073",
        "What a requirement cites holds what its sentence says",
        "Add to the blueprint what it says, cite that, and place it again; or leave it open."
    );

    internal static readonly BlueprintRule SentenceNotNoted = new(
        "BP074",
        "Each sentence of the brief is noted as a requirement",
        "Add it to 'requirements' with its own words: placed with what proves it, open, or declined with a reason."
    );

    /// <summary>Every rule, ordered by code.</summary>
    public static IReadOnlyList<BlueprintRule> All { get; } =
    [
        Syntax,
        Limit,
        Alias,
        DuplicateKey,
        UnknownKey,
        WrongType,
        UnknownValue,
        Missing,
        Identifier,
        ReservedName,
        DuplicateId,
        DuplicateName,
        UnknownReference,
        NotApplicable,
        OutOfRange,
        TextContent,
        FieldOption,
        Literal,
        Pattern,
        Unfillable,
        SetNull,
        RequiredCycle,
        OwnerPath,
        Comparable,
        Direction,
        Authentication,
        Login,
        Privileged,
        Scope,
        AccountCreate,
        Route,
        Transition,
        Link,
        Event,
        StillReferred,
        Edit,
        StoredRemoved,
        StoredRenamed,
        StoredChanged,
        StoredRequired,
        Scenario,
        Expression,
        Behaviour,
        RequirementLost,
        RequirementWaived,
        RequirementUnfounded,
        SentenceNotNoted,
        Services,
    ];
}

/// <summary>What a problem code stands for.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Title">The rule in one sentence.</param>
/// <param name="Remedy">What to do when it is broken.</param>
internal sealed record BlueprintRule(string Code, string Title, string Remedy)
{
    /// <summary>A breach at a path of the blueprint; empty for the blueprint as a whole.</summary>
    internal Diagnostic At(string path, string message, string? remedy = null) =>
        new(Code, Severity.Error, new Place(Place.BlueprintFile, Path: path.Length == 0 ? null : path), message, remedy ?? Remedy);
}
