using System.Text.Json;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// A short conversation over HTTP that shows that the service does what it says: who calls which operation with what, and what comes back.
/// It runs on a database of its own; the clock stands still unless a step waits.
/// </summary>
internal sealed record Scenario
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>What it shows, in one sentence of at most 200 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Ids of the requirements that it shows to be met.</summary>
    public IReadOnlyList<string> Proves { get; init; } = [];

    /// <summary>What the service's clock says at the beginning, as <c>2030-01-15T08:00:00Z</c>; the time of the run when null.</summary>
    public string? Now { get; init; }

    /// <summary>The accounts that exist at the beginning.</summary>
    public IReadOnlyList<ScenarioAccount> Accounts { get; init; } = [];

    /// <summary>What happens, in order.</summary>
    public required IReadOnlyList<ScenarioStep> Steps { get; init; }
}

/// <summary>Somebody who takes part. Steps refer to the account's id as <c>$alice.id</c>.</summary>
internal sealed record ScenarioAccount
{
    /// <summary>Camel-case name, unique in the scenario.</summary>
    public required string Name { get; init; }

    /// <summary>Id of the role; the default role when null.</summary>
    public string? Role { get; init; }
}

/// <summary>
/// A call with the answer that is expected, or a time that passes. Values that are texts beginning with <c>$</c> refer to what is known:
/// <c>$post.id</c> to a saved answer, <c>$alice.id</c> to an account, <c>$now+01:30:00</c> and <c>$today+3</c> to the scenario's clock.
/// </summary>
internal sealed record ScenarioStep
{
    /// <summary>Who calls: the name of an account, or of a saved login; nobody in particular when null.</summary>
    public string? As { get; init; }

    /// <summary>
    /// Id of the operation, or <c>register</c>, <c>login</c>, <c>refresh</c>, <c>logout</c>, <c>me</c>; null where time passes.
    /// </summary>
    public string? Call { get; init; }

    /// <summary>Time that passes instead of a call: <c>00:45:00</c>, <c>30.00:00:00</c>.</summary>
    public string? Wait { get; init; }

    /// <summary>
    /// Id of a job that runs now instead of a call, whenever it is due. Jobs that are due run by themselves after a wait.
    /// </summary>
    public string? Run { get; init; }

    /// <summary>Mails that were sent since the beginning, instead of a call.</summary>
    public ScenarioMail? Mail { get; init; }

    /// <summary>How a provider answers from now on, or what it was asked, instead of a call.</summary>
    public ScenarioProvider? Provider { get; init; }

    /// <summary>Values of the path's parameters.</summary>
    public JsonElement? Path { get; init; }

    /// <summary>Values of parameters in the query.</summary>
    public JsonElement? Query { get; init; }

    /// <summary>Further headers. <c>If-Match: *</c> is sent by itself where the operation asks for one.</summary>
    public JsonElement? Headers { get; init; }

    /// <summary>The JSON body.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>The file that is sent in the place of a JSON body.</summary>
    public ScenarioFile? File { get; init; }

    /// <summary>What comes back; the operation's success when null.</summary>
    public ScenarioExpectation? Expect { get; init; }

    /// <summary>Name by which later steps refer to the answer's body; null when none does.</summary>
    public string? Save { get; init; }
}

/// <summary>A small file that a step sends: its content as a text, or in Base64.</summary>
internal sealed record ScenarioFile
{
    /// <summary>The type of its content, as it is sent: <c>image/png</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The content of a text.</summary>
    public string? Text { get; init; }

    /// <summary>Any other content, in Base64.</summary>
    public string? Base64 { get; init; }
}

/// <summary>How many mails were sent that are as it says; what is left out may be anything.</summary>
internal sealed record ScenarioMail
{
    /// <summary>Id of the notification.</summary>
    public string? Notification { get; init; }

    /// <summary>The address, or a reference to it: <c>$me.email</c>.</summary>
    public string? To { get; init; }

    /// <summary>The whole subject.</summary>
    public string? Subject { get; init; }

    /// <summary>A part of the body.</summary>
    public string? Contains { get; init; }

    /// <summary>How many.</summary>
    public int Times { get; init; } = 1;
}

/// <summary>
/// How a provider answers from now on, or what it was asked. Until a step says otherwise it answers 202: it has begun, and calls back.
/// </summary>
internal sealed record ScenarioProvider
{
    /// <summary>Id of the provider.</summary>
    public required string Name { get; init; }

    /// <summary>The JSON body that it answers with; none when left out.</summary>
    public JsonElement? Answers { get; init; }

    /// <summary>The status that it answers with; 200 with a body when null.</summary>
    public int? Status { get; init; }

    /// <summary>How many answers get lost on their way, after it has done what it was asked.</summary>
    public int Lost { get; init; }

    /// <summary>For how many things it was asked since the beginning, however often for each.</summary>
    public int? Asked { get; init; }

    /// <summary>What the last request had at least.</summary>
    public JsonElement? With { get; init; }
}

/// <summary>What a call is answered with.</summary>
internal sealed record ScenarioExpectation
{
    /// <summary>Status code; that of the operation's success when null.</summary>
    public int? Status { get; init; }

    /// <summary>Code of the problem (the member <c>code</c> of RFC 9457's document): <c>garage-full</c>.</summary>
    public string? Problem { get; init; }

    /// <summary>Headers that the answer has.</summary>
    public JsonElement? Headers { get; init; }

    /// <summary>
    /// What the body has at least: members that are not named may be anything, numbers are compared as numbers, lists have exactly the
    /// items named, null stands for null or nothing, and <c>$any</c> for anything that is there.
    /// </summary>
    public JsonElement? Body { get; init; }
}
