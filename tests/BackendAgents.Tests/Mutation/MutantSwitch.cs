namespace Mutation;

/// <summary>
/// Which of a service's mutants is at work. All are compiled into it at once; this file is, too. Not for use by several runs at once.
/// </summary>
public static class MutantSwitch
{
    private static volatile int s_active;

    /// <summary>The mutant that is at work; 0 for none.</summary>
    public static int Active
    {
        get => s_active;
        set => s_active = value;
    }

    /// <summary>Hears which mutant is come by, on any thread; may be null.</summary>
    public static Action<int>? Reached { get; set; }

    /// <summary>Whether a mutant is at work. Asked wherever one would be.</summary>
    public static bool On(int mutant)
    {
        Reached?.Invoke(mutant);
        return s_active == mutant;
    }
}
