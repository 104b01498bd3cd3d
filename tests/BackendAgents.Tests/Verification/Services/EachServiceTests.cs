using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Verification;
using NSubstitute;

namespace BackendAgents.Tests.Verification.Services;

/// <summary>A verifier of one service sees each of several as if it were alone.</summary>
public sealed class EachServiceTests
{
    private static readonly Blueprint s_market = CapabilityCatalog
        .BuiltIn.Read(File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples/market/backend.yaml")))
        .Blueprint!;

    [Test]
    public async Task Each_is_judged_in_its_folder_and_one_that_fails_fails_the_whole()
    {
        var verifier = Substitute.For<IVerifier>();
        List<VerificationContext> seen = [];
        verifier
            .VerifyAsync(Arg.Do<VerificationContext>(seen.Add), Arg.Any<CancellationToken>())
            .Returns(call => Verdict(call.Arg<VerificationContext>().Blueprint.Service.Name == "market-catalog"));
        var files = CapabilityCatalog.BuiltIn.Deliver(s_market);

        var result = await new EachService(verifier).VerifyAsync(new VerificationContext(s_market, files, "/there"), default);

        Assert.That(
            seen.Select(static context => context.Folder),
            Is.EqualTo(new[] { "/there/services/accounts/", "/there/services/catalog/", "/there/services/orders/" })
        );
        Assert.That(seen.Select(static context => context.Artifacts.Find("openapi.json")), Is.All.Not.Null);
        Assert.That(result.Outcome, Is.EqualTo(VerificationOutcome.Failed));
        Assert.That(result.Findings.Single().Place.File, Is.EqualTo("services/catalog/openapi.json"));
    }

    [Test]
    public async Task One_service_is_judged_as_it_is()
    {
        var verifier = Substitute.For<IVerifier>();
        var context = new VerificationContext(s_market with { Services = [] }, new ArtifactSet([]), "/there");

        await new EachService(verifier).VerifyAsync(context, default);

        await verifier.Received(1).VerifyAsync(context, Arg.Any<CancellationToken>());
    }

    private static VerificationResult Verdict(bool fails) =>
        new(
            "x",
            fails ? VerificationOutcome.Failed : VerificationOutcome.Passed,
            "",
            fails ? [new Diagnostic("X", Severity.Error, new Place("openapi.json"), "It differs.", "Mend it.")] : [],
            TimeSpan.Zero
        );
}
