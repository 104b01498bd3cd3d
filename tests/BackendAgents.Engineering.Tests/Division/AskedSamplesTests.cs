using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Capabilities.Services.Asking;
using BackendAgents.Engineering.Division;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Tests.Division;

/// <summary>What asked services answer in delivered tests.</summary>
public sealed class AskedSamplesTests
{
    [TestCase("shelf.offered", "\"offered\": true")]
    [TestCase("!shelf.offered", "\"offered\": false")]
    [TestCase("shelf.stock > 0 && !shelf.offered", "\"offered\": false")]
    [TestCase("!(shelf.offered || shelf.stock == 0)", "\"offered\": false")]
    [TestCase("shelf.offered && shelf.stock > 0", "\"offered\": true")]
    [TestCase("shelf.offered != true", "\"offered\": false")]
    [TestCase("shelf.state != \"refused\"", "\"state\": \"taken\"")]
    [TestCase("shelf.state != \"taken\"", "\"state\": \"refused\"")]
    [TestCase("shelf.state == \"returned\"", "\"state\": \"returned\"")]
    [TestCase("shelf.releasedAt <= now", "\"releasedAt\": \"2000-01-01T00:00:00Z\"")]
    [TestCase("now < shelf.releasedAt", "\"releasedAt\": \"2040-01-01T00:00:00Z\"")]
    [TestCase("!(shelf.stock > 3)", "\"stock\": 0")]
    public void Is_what_guards_ask_for(string guard, string answer)
    {
        var text = File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples/market/backend.yaml"))
            .Split("\nscenarios:")[0]
            .Replace("when: shelf.stock > 0", $"when: '{guard}'")
            .Replace(
                "      - { name: stock, type: int, required: true, min: 0 }\n",
                """
                      - { name: stock, type: int, required: true, min: 0 }
                      - { name: offered, type: bool, required: true }
                      - { name: state, type: enum, enum: PaymentState, required: true }
                      - { name: releasedAt, type: datetime, required: true }

                """
            );
        var read = Divided.Read(text);
        Assert.That(read.Problems, Is.Empty);
        var orders = ServiceDivision.Of(read.Blueprint!).Single(static share => share.Service.Name == "orders").Blueprint;

        var peers = AskedSamples.Write(new ServiceModel(CapabilityCatalog.BuiltIn.Plan(orders)));

        Assert.That(peers.Replace("\\\"", "\""), Does.Contain(answer));
    }
}
