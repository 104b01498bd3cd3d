using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Providers: what is taken, what is refused with a remedy, and what is delivered of it.</summary>
public sealed class ProviderValidationTests
{
    private const string Own =
        "answer: [{ name: outcome, type: enum, enum: Outcome, required: true }], answered: [{ set: { state: answer.outcome } }]";
    private const string Place = "name: payments, entity: Bill, url: Payments:Url, secret: Payments:Secret";
    private const string Good = Place + ", request: { bill: id, amount: amount, by: owner }";

    [TestCase("{ " + Good + ", " + Own + " }")]
    [TestCase("{ " + Good + ", settle: settleBill, unanswered: [{ when: state == open, set: { state: refused } }] }")]
    [TestCase("{ name: payments, about: Bill, address: Payments:Url, key: Payments:Secret, send: { bill: id }, settledBy: settle-bill }")]
    [TestCase(
        "{ "
            + Good
            + ", timeoutSeconds: 25, answer: [{ name: fee, type: money }], answered: [{ when: answer.fee > 0, set: { fee: answer.fee } }] }"
    )]
    public void Providers_that_are_taken(string provider) => Assert.That(Read(provider).Problems, Is.Empty);

    [TestCase("{ " + Place + ", settle: settleBill }", "is asked 1 to 60 values")]
    [TestCase("{ " + Good + " }", "Nothing says what payments answers")]
    [TestCase("{ " + Good + ", answer: [{ name: fee, type: money }] }", "Nothing says what payments answers")]
    [TestCase("{ " + Good + ", settle: settleBill, " + Own + " }", "both settle and an answer")]
    [TestCase("{ " + Good + ", settle: sendBill }", "no operation that an answer of payments")]
    [TestCase("{ " + Good + ", settle: createBill }", "no operation that an answer of payments")]
    [TestCase("{ " + Good + ", settle: closeBill }", "caller")]
    [TestCase(
        "{ name: payments, entity: Bil, url: P:Url, secret: P:Secret, request: { id: id }, settle: settleBill }",
        "There is no entity 'Bil'"
    )]
    [TestCase(
        "{ name: payments, entity: Bill, url: 'https://pay.example', secret: P:Secret, request: { id: id }, settle: settleBill }",
        "names no setting"
    )]
    [TestCase("{ name: payments, entity: Bill, url: P:Url, secret: P:Url, request: { id: id }, settle: settleBill }", "the same setting")]
    [TestCase("{ " + Place + ", request: { bill: idd }, settle: settleBill }", "idd")]
    [TestCase("{ " + Place + ", request: { Bill: id }, settle: settleBill }", "camel case")]
    [TestCase("{ " + Good + ", timeoutSeconds: 60, settle: settleBill }", "60 seconds are not between")]
    [TestCase("{ " + Good + ", answer: [{ name: fee, type: money }], answered: [{ set: { fee: answer.fees } }] }", "answer.fees")]
    [TestCase("{ " + Good + ", answer: [{ name: fee, type: money }], answered: [{ set: { fee: input.fee } }] }", "input")]
    [TestCase("{ " + Good + ", answer: [{ name: of, type: uuid, refersTo: Bill }], answered: [{ set: { fee: 1 } }] }", "knows no rows")]
    [TestCase("{ " + Good + ", answer: [{ name: photo, type: file }], answered: [{ set: { fee: 1 } }] }", "is a file")]
    [TestCase("{ " + Good + ", answer: [{ name: fee, type: money }], answered: [{ call: payments }] }", "without end")]
    [TestCase("{ " + Good + ", settle: settleBill, unanswered: [{ call: payments }] }", "without end")]
    [TestCase("{ " + Good + ", settle: settleBill, unanswered: [{ call: bank }] }", "There is no provider 'bank'")]
    public void Providers_that_are_refused_with_their_reason(string provider, string reason) =>
        Assert.That(Read(provider).Problems.Select(static problem => problem.Message), Has.Some.Contains(reason));

    [TestCase("provider: { name: payments, answers: { outcome: paid }, status: 200, lost: 2 }", null)]
    [TestCase("provider: { name: payments, asked: 0 }", null)]
    [TestCase("provider: { name: payments, asked: 1, with: { bill: $bill.id } }", null)]
    [TestCase("provider: { name: bank, asked: 0 }", "There is no provider 'bank'")]
    [TestCase("provider: { name: payments }", "nothing of payments")]
    [TestCase("provider: { name: payments, status: 99 }", "no status")]
    [TestCase("provider: { name: payments, asked: 1, with: { bill: $bil.id } }", "'bil', which is not known")]
    [TestCase("provider: { name: payments, asked: 1, lost: 1 }", "both")]
    public void Steps_of_scenarios(string step, string? reason)
    {
        var problems = Read("{ " + Good + ", settle: settleBill }", "- { " + step + " }")
            .Problems.Select(static problem => problem.Message);

        Assert.That(problems, reason is null ? Is.Empty : Has.Some.Contains(reason));
    }

    [Test]
    public void An_effect_is_about_a_row_that_the_provider_is_asked_about()
    {
        var read = CapabilityCatalog.BuiltIn.Read(
            Text("{ " + Good + ", settle: settleBill }", "")
                .Replace("entity: Bill, kind: action", "entity: Owner, kind: action", StringComparison.Ordinal)
        );

        Assert.That(read.Problems.Select(static problem => problem.Message), Has.Some.Contains("payments tells of a row of Bill"));
    }

    [Test]
    public void A_delivery_asks_applies_answers_as_the_operation_does_and_names_its_settings()
    {
        var files = CapabilityCatalog.BuiltIn.Deliver(Read("{ " + Good + ", settle: settleBill }").Blueprint!);

        var program = files.Find("src/Bills/Program.cs")!.Content;
        Assert.That(program, Does.Contain("services.AddProvider(new PaymentsCalls());"));
        var calls = files.Find("src/Bills/Features/Providers/PaymentsCalls.g.cs")!.Content;
        Assert.That(calls, Does.Contain("ProviderCalls<PaymentsRequest, SettleBillInput>").And.Contain("SettleBillSettling.ApplyAsync"));
        Assert.That(files.Find("src/Bills/Features/Bills/BillEndpoints.g.cs")!.Content, Does.Contain("SettleBillSettling.ApplyAsync"));
        var common = files.Find("src/Bills/Features/Providers/SettleBillSettling.g.cs")!.Content;
        Assert.That(common, Does.Contain("\"wrong-amount\"").And.Contain("row.State = request.Outcome!.Value"));
        Assert.That(files.Find("README.md")!.Content, Does.Contain("`Payments__Secret`").And.Contain("| payments | bill, amount, by |"));
        Assert.That(files.Find("db/migrations/sqlite/0001_initial.up.sql")!.Content, Does.Contain("provider_calls"));
    }

    private static BlueprintReadResult Read(string provider, string steps = "") => CapabilityCatalog.BuiltIn.Read(Text(provider, steps));

    private static string Text(string provider, string steps) =>
        $$"""
            service: { name: bills, title: Bills }
            authentication: { kind: jwt, account: Owner, login: email, defaultRole: owner }
            roles: [{ name: owner, selfRegister: true }]
            enums:
              - { name: Outcome, values: [open, paid, refused] }
            entities:
              - { name: Owner, fields: [{ name: email, type: email, required: true, unique: true }] }
              - name: Bill
                fields:
                  - { name: amount, type: money, required: true }
                  - { name: owner, maxLength: 100 }
                  - { name: fee, type: money, exposure: read-only }
                  - { name: state, type: enum, enum: Outcome, required: true, default: open, exposure: read-only }
            providers: [{{provider}}]
            operations:
              - { name: createBill, entity: Bill, kind: create, access: [{ role: owner }] }
              - { name: getOwner, entity: Owner, kind: get, access: [{ role: owner, scope: own }] }
              - { name: sendBill, entity: Bill, kind: action, effects: [{ call: payments }], access: [{ role: owner }] }
              - name: settleBill
                entity: Bill
                kind: call
                status: 204
                webhook: { secret: Payments:HookSecret }
                input: [{ name: outcome, type: enum, enum: Outcome, required: true }, { name: paid, type: money, required: true }]
                guards: [{ when: input.paid == amount, problem: wrong-amount }]
                effects: [{ when: state == open, set: { state: input.outcome } }]
                access: [{ role: anonymous }]
              - name: closeBill
                entity: Bill
                kind: call
                input: [{ name: fee, type: money, required: true }]
                guards: [{ when: caller.role == "owner", problem: not-yours }]
                effects: [{ set: { fee: input.fee } }]
                access: [{ role: owner }]
            scenarios:
              - id: a-bill
                title: A bill
                accounts: [{ name: ada }]
                steps:
                  - { as: ada, call: createBill, body: { amount: 1 }, save: bill }
                  {{steps}}
            """;
}
