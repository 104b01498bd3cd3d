using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Capabilities.Arazzo;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Capabilities.Arazzo;

/// <summary>What the document says; that it is valid and plays is for the tests with other judges.</summary>
public sealed class ArazzoEmitterTests
{
    private static readonly string s_document = CapabilityCatalog
        .BuiltIn.Deliver(SampleBlueprints.Told())
        .Find(ArazzoEmitter.Path)!
        .Content;

    [Test]
    public void Accounts_register_by_themselves_and_answers_are_handed_on()
    {
        Assert.That(s_document, Does.StartWith("arazzo: 1.0.1\n"));
        Assert.That(s_document, Does.Contain("stepId: register-ada").And.Contain("email: 'ada-{$inputs.run}@example.com'"));
        Assert.That(s_document, Does.Contain("{name: id, in: path, value: $steps.step-1.outputs.id}"));
        Assert.That(s_document, Does.Contain("condition: $response.body#/authorId == $steps.know-ada.outputs.id"));
        Assert.That(s_document, Does.Contain("condition: $response.body#/code == 'forbidden'"));
        Assert.That(s_document, Does.Contain("'Bearer {$steps.register-bob.outputs.token}'"));
    }

    [Test]
    public void What_moves_the_clock_is_left_to_our_own_tests_and_said_to_be()
    {
        Assert.That(s_document, Does.Not.Contain("a-post-is-published-once"));
        Assert.That(s_document, Does.Contain("1 scenarios that move the clock"));
    }

    [Test]
    public void Who_can_not_register_brings_a_token()
    {
        var told = SampleBlueprints.Told();
        var admin = told.Scenarios[0] with { Accounts = [.. told.Scenarios[0].Accounts.Select(static one => one with { Role = "admin" })] };

        var document = CapabilityCatalog.BuiltIn.Deliver(told with { Scenarios = [admin] }).Find(ArazzoEmitter.Path)!.Content;

        Assert.That(document, Does.Contain("required: [adaToken, adaId, bobToken]"));
        Assert.That(document, Does.Contain("'Bearer {$inputs.adaToken}'"));
    }

    [Test]
    public void There_is_none_without_scenarios() =>
        Assert.That(CapabilityCatalog.BuiltIn.Deliver(SampleBlueprints.Social()).Find(ArazzoEmitter.Path), Is.Null);
}
