using Microsoft.SemanticKernel;
using Says = System.ComponentModel.DescriptionAttribute;

namespace BackendAgents.Tests.Agents;

/// <summary>A plugin that counts what it was asked, for conversations in tests.</summary>
public sealed class Shop
{
    private int _lookups;

    public int Lookups => Volatile.Read(ref _lookups);

    [KernelFunction("price"), Says("The price of an article.")]
    public int Price([Says("The article")] string article)
    {
        Interlocked.Increment(ref _lookups);
        return article == "broken" ? throw new InvalidOperationException("No such article: broken.") : article.Length;
    }

    [KernelFunction("delete_everything"), Says("Never to be offered.")]
    public static void DeleteEverything() => throw new InvalidOperationException("It was not to be called.");

    [KernelFunction("wait"), Says("Waits for ever.")]
    public async Task<string> Wait(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _lookups);
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return "";
    }

    public KernelFunction[] Select(params string[] names)
    {
        KernelPlugin plugin = KernelPluginFactory.CreateFromObject(this, "Shop");
        return [.. names.Select(n => plugin[n])];
    }
}
