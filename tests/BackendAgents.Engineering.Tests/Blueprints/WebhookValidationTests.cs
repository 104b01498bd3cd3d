using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Calls that other systems sign, as people write them.</summary>
public sealed class WebhookValidationTests
{
    private const string Settle = "kind: call, status: 204, input: [{ name: paid, type: bool, required: true }]";
    private const string Secret = "webhook: { secret: Payments:WebhookSecret }";

    private static BlueprintReadResult Read(string operation, string access = "anonymous") =>
        BlueprintYaml.Parse(
            $$"""
            service: { name: shop, title: Shop }
            authentication: { kind: jwt, account: User, login: email, defaultRole: member }
            roles: [{ name: member }]
            entities:
              - { name: User, fields: [{ name: email, type: email, required: true, unique: true }] }
              - { name: Payment, fields: [{ name: paid, type: bool, default: false }] }
            operations:
              - { name: settle, entity: Payment, {{operation}}, effects: [{ set: { paid: input.paid } }], access: [{ role: {{access}} }] }
            """
        );

    [TestCase($"{Settle}, {Secret}")]
    [TestCase($"{Settle}, webhook: {{ secret: Board:Keys:Incoming, toleranceMinutes: 60 }}")]
    public void Webhooks_that_are_taken(string operation) => Assert.That(Read(operation).Problems, Is.Empty);

    [TestCase($"kind: call, status: 204, {Secret}", "anonymous", "no call with a body")]
    [TestCase($"{Settle}, method: GET, {Secret}", "anonymous", "no call with a body")]
    [TestCase($"{Settle}, {Secret}", "member", "known by its signature")]
    [TestCase(
        $"kind: call, input: [{{ name: paid, type: bool, required: true }}], {Secret}",
        "anonymous",
        "tell its sender what is stored"
    )]
    [TestCase($"{Settle}, webhook: {{ secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw }}", "anonymous", "names no setting")]
    [TestCase($"{Settle}, webhook: {{ secret: Payments:WebhookSecret, toleranceMinutes: 61 }}", "anonymous", "1 to 60 minutes")]
    public void Webhooks_that_are_refused_with_their_reason(string operation, string access, string reason) =>
        Assert.That(Read(operation, access).Problems.Select(static problem => problem.Message), Has.Some.Contains(reason));

    [Test]
    public void The_contract_names_the_headers_and_the_refusal()
    {
        var endpoint = HttpContract.Of(Read($"{Settle}, {Secret}").Blueprint!).Endpoint("settle")!;

        Assert.That(
            endpoint
                .Parameters.Where(static parameter => parameter.In == HttpParameterLocation.Header)
                .Select(static parameter => parameter.Name),
            Is.EqualTo(["webhook-id", "webhook-timestamp", "webhook-signature"])
        );
        Assert.That(
            endpoint.Responses.Single(static response => response.Status == 401).Codes,
            Is.EqualTo(["unauthorized", "signature-invalid"])
        );
        Assert.That(endpoint.RequiresAuthentication, Is.False);
    }
}
