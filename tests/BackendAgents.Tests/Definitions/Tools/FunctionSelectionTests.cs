using BackendAgents.Definitions.Tools;
using BackendAgents.Tests.Agents;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Definitions.Tools;

public sealed class FunctionSelectionTests
{
    private readonly KernelPlugin[] _plugins =
    [
        KernelPluginFactory.CreateFromObject(new Shop(), "Shop"),
        KernelPluginFactory.CreateFromFunctions("Till", [KernelFunctionFactory.CreateFromMethod(() => 1, "price")]),
    ];

    [TestCase("", "", "")]
    [TestCase("Shop.price", "Shop.price", "")]
    [TestCase("shop-PRICE", "Shop.price", "")]
    [TestCase("Till", "Till.price", "")]
    [TestCase("*.price, Shop.price", "Shop.price,Till.price", "")]
    [TestCase("Shop.pri*, Read, Shop.none", "Shop.price", "Read,Shop.none")]
    public void Names_stand_for_functions(string names, string expected, string unknown)
    {
        FunctionSelection selection = FunctionSelection.Of(_plugins, names.Split(','));

        Assert.That(string.Join(",", selection.Functions.Select(f => $"{f.PluginName}.{f.Name}")), Is.EqualTo(expected));
        Assert.That(string.Join(",", selection.Unknown), Is.EqualTo(unknown));
    }
}
