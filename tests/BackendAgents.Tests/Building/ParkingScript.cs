using System.Text.Json;
using System.Text.RegularExpressions;
using BackendAgents.Tests.Models;

namespace BackendAgents.Tests.Building;

/// <summary>What a capable model says to the brief for parking garages, member by member.</summary>
internal static class ParkingScript
{
    private const string Handler = "src/Parking/Features/ParkingSessions/PayStayHandler.cs";

    /// <summary>The brief, sentence by sentence.</summary>
    public static IReadOnlyList<string> Brief { get; } =
    [
        "A city runs 14 parking garages with a capacity and a tariff each.",
        "Cameras report which cars enter and leave.",
        "A stay costs by every started 30 minutes, at most the daily maximum for each 24 hours, and its first 15 minutes are free.",
        "Cars with a subscription park without a fee while it is valid.",
        "A full garage takes nobody.",
        "The operator sees the revenue of each garage and day.",
        "A fee is paid once, however often the machine sends the payment.",
    ];

    // What is to show each sentence.
    private static readonly (string Kind, string Proof)[] s_proofs =
    [
        ("data", "entity Garage, field Garage.capacity"),
        ("access", "scenario a-full-garage-takes-nobody"),
        ("behaviour", "scenario a-stay-costs-by-started-half-hour"),
        ("behaviour", "scenario a-subscriber-parks-without-a-fee"),
        ("behaviour", "rule ParkingSession.garage-full"),
        ("behaviour", "report revenueByDay"),
        ("behaviour", "scenario a-fee-is-paid-once"),
    ];

    /// <summary>Who asks.</summary>
    public static string Member(RecordedRequest request) =>
        LiveMembers.IsDeveloper(request) ? "developer"
        : LiveMembers.IsSecurityReviewer(request) ? "security reviewer"
        : "other reviewers";

    /// <summary>The next reply.</summary>
    public static ScriptedReply Answer(RecordedRequest request)
    {
        var lines = request.Transcript.ToList();
        var task = lines.FindLastIndex(static line => line.StartsWith("user: ", StringComparison.Ordinal));
        var answers = lines.Skip(task + 1).Count(static line => line.StartsWith("tool: ", StringComparison.Ordinal));
        if (LiveMembers.IsDeveloper(request))
            return lines[task].Contains("paid twice", StringComparison.Ordinal) ? Mend(answers) : Design(answers);
        if (answers == 0)
            return LiveMembers.IsSecurityReviewer(request)
                ? ScriptedReply.Call("workspace-read", Arguments(("path", Handler)))
                : ScriptedReply.Call("review-check");
        var charges = LiveMembers.IsSecurityReviewer(request) && !lines[^1].Contains("already-paid", StringComparison.Ordinal);
        return ScriptedReply.Say(charges ? Refusal : Approval);
    }

    private static ScriptedReply Design(int answers) =>
        answers switch
        {
            0 => ScriptedReply.Call("requirements-facts", Arguments(("facts", Facts()))),
            1 => ScriptedReply.Call("blueprint-replace", Arguments(("yaml", Blueprint()))),
            2 => ScriptedReply.Call("code-scaffold", Arguments(("path", Handler))),
            3 => ScriptedReply.Call("code-write", Arguments(("path", Handler), ("content", Code(Charging)))),
            4 => ScriptedReply.Call("code-write", Arguments(("path", Handler), ("content", Code("")))),
            _ => ScriptedReply.Say("One service. The payment is written by hand, since no declaration says it."),
        };

    private static ScriptedReply Mend(int answers) =>
        answers switch
        {
            0 => ScriptedReply.Call("code-write", Arguments(("path", Handler), ("content", Code(Once)))),
            1 => ScriptedReply.Call("scenario-add", Arguments(("scenario", PaidOnce(again: true)))),
            2 => ScriptedReply.Call("code-run", Arguments(("scenario", "a-fee-is-paid-once"))),
            _ => ScriptedReply.Say("A payment that is sent again gets the answer of the first, and another one is refused."),
        };

    private const string Approval = """
        ```json
        {"verdict":"approve","findings":[],"summary":"Nothing stands in the way."}
        ```
        """;

    private const string Refusal = $$"""
        ```json
        {"verdict":"request_changes","findings":[{"artifact":"{{Handler}}","line":13,"severity":"error",
        "message":"A fee can be paid twice: a machine that sends its payment again books it again.",
        "remedy":"Make the payment idempotent."}],
        "summary":"Idempotent payment first."}
        ```
        """;

    private const string Charging =
        "await new System.Net.Http.HttpClient().PostAsync(\"https://bank.example.com\", null, cancellationToken);";

    private const string Once = """
        var paid = await work.Db.Payments.FirstOrDefaultAsync(found => found.SessionId == row.Id, cancellationToken);
                if (paid is not null)
                    return paid.Reference == input.Reference
                        ? new PayStayOutput { Amount = paid.Amount }
                        : new Refusal(409, "The fee is paid already.", "already-paid");
        """;

    private static string Code(string before) =>
        $$"""
            using Microsoft.EntityFrameworkCore;
            using Parking.Infrastructure;

            namespace Parking.Features;

            /// <summary>Books what a machine took.</summary>
            internal sealed class PayStayHandler : PayStayCall
            {
                public override async Task<Answer<PayStayOutput>> HandleAsync(
                    ParkingSession row, PayStayInput input, Work work, CancellationToken cancellationToken)
                {
                    await work.LockAsync<ParkingSession>(row.Id, cancellationToken);
                    {{before}}
                    if (row.Fee is not { } fee)
                        return new Refusal(409, "The car is inside.", "still-inside");
                    work.Db.Payments.Add(new Payment { SessionId = row.Id, Amount = fee, Reference = input.Reference! });
                    return new PayStayOutput { Amount = fee };
                }
            }

            """;

    // What nothing but behaviour can say is left open at first.
    private static string Facts() =>
        JsonSerializer.Serialize(
            new
            {
                sentences = Brief.Select(
                    (text, i) =>
                        new
                        {
                            text,
                            says = (object[])(
                                i == 0
                                    ?
                                    [
                                        new { kind = "thing", name = "garage" },
                                        new
                                        {
                                            kind = "attribute",
                                            of = "garage",
                                            name = "capacity",
                                            required = true,
                                        },
                                    ]
                                    :
                                    [
                                        new
                                        {
                                            kind = "open",
                                            text,
                                            reason = "It is behaviour.",
                                        },
                                    ]
                            ),
                        }
                ),
            }
        );

    // The example, with payments and with what shows each sentence of this brief in place of its own.
    private static string Blueprint()
    {
        var yaml = File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples", "parking", "backend.yaml"));
        yaml = Regex.Replace(
            yaml,
            "^requirements:$.*?(?=^scenarios:$)|^    proves: .*?\n",
            "",
            RegexOptions.Multiline | RegexOptions.Singleline
        );
        yaml = yaml.Replace(
                "relations:\n",
                """
                  - name: Payment
                    description: What a machine took for a stay.
                    fields:
                      - { name: amount, type: money, required: true, min: 0 }
                      - { name: reference, required: true, maxLength: 40 }
                relations:
                  - { name: session, inverse: payments, kind: one-to-many, from: ParkingSession, to: Payment, required: true }

                """,
                StringComparison.Ordinal
            )
            .Replace(
                "targets:\n",
                """
                  - { name: listPayments, entity: Payment, kind: list, filters: [session], access: [{ role: operator }] }
                  - name: payStay
                    description: Takes the fee of a stay once, however often it is sent.
                    entity: ParkingSession
                    kind: call
                    handler: written
                    access: [{ role: guest }]
                    input: [{ name: reference, type: string, required: true, maxLength: 40 }]
                    output: [{ name: amount, type: money, required: true }]
                targets:

                """,
                StringComparison.Ordinal
            );
        var requirements = Brief.Select(
            (text, i) => $"  - {{ text: '{text}', kind: {s_proofs[i].Kind}, state: placed, proof: [{s_proofs[i].Proof}] }}\n"
        );
        return $"{yaml.TrimEnd()}\n  - {PaidOnce(again: false)}\nrequirements:\n{string.Concat(requirements)}";
    }

    private static string PaidOnce(bool again)
    {
        const string Again = """
            ,{"as":"gus","call":"payStay","path":{"id":"$stay.id"},"body":{"reference":"m-1"},"expect":{"body":{"amount":4}}},
            {"as":"gus","call":"payStay","path":{"id":"$stay.id"},"body":{"reference":"m-2"},
            "expect":{"status":409,"problem":"already-paid"}},
            {"as":"ola","call":"listPayments","query":{"sessionId":"$stay.id"},"expect":{"body":{"items":[{"amount":4,"reference":"m-1"}]}}}
            """;
        return """
                {"id":"a-fee-is-paid-once","title":"A fee is paid once","now":"2030-01-15T08:00:00Z",
                "accounts":[{"name":"ola","role":"operator"},{"name":"cam","role":"camera"},{"name":"gus","role":"guest"}],"steps":[
                {"as":"ola","call":"createGarage","body":{"name":"East","capacity":2,"halfHourPrice":2,"dailyMaximum":20},"save":"east"},
                {"as":"cam","call":"enterGarage","body":{"garageId":"$east.id","plate":"PAY-1"},"save":"stay"},{"wait":"00:45:00"},
                {"as":"gus","call":"payStay","path":{"id":"$stay.id"},"body":{"reference":"m-1"},
                "expect":{"status":409,"problem":"still-inside"}},
                {"as":"cam","call":"leaveGarage","path":{"id":"$stay.id"}},
                {"as":"gus","call":"payStay","path":{"id":"$stay.id"},"body":{"reference":"m-1"},"expect":{"body":{"amount":4}}}
                """.Replace("\n", " ", StringComparison.Ordinal).TrimEnd()
            + (again ? Again.Replace("\n", " ", StringComparison.Ordinal) : "")
            + "]}";
    }

    private static string Arguments(params (string Name, string Value)[] arguments) =>
        JsonSerializer.Serialize(arguments.ToDictionary(static pair => pair.Name, static pair => pair.Value));
}
