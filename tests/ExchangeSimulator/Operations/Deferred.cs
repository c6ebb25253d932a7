using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>Reads now, and keeps an item's error for its place in the response.</summary>
internal static class Deferred
{
    public static Func<T> Try<T>(Func<T> read)
    {
        try
        {
            var value = read();
            return () => value;
        }
        catch (EwsItemException exception)
        {
            return () => throw new EwsItemException(exception.Code, exception.Message);
        }
    }
}
